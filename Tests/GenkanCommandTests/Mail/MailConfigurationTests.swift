import Foundation
import Genkan
import GenkanOutbound
import GenkanTesting
import Testing

@testable import GenkanCommand

@Suite struct MailConfigurationTests {
    private func read(
        _ text: String, in directory: TemporaryDirectory
    ) throws -> HouseConfiguration {
        let file = try directory.write(text, to: "genkan.yaml")
        return try ConfigurationReader(file: file, environment: [:])
            .read(withForms: false)
    }

    private func problems(_ text: String) throws -> [String] {
        do {
            _ = try read(text, in: TemporaryDirectory())
            return []
        } catch let problems as ConfigurationProblems {
            return problems.list.map { $0.description.replacing(/^.*genkan.yaml:/, with: "") }
        }
    }

    @Test func `without a host no mail is sent`() throws {
        #expect(try read("data:\n", in: TemporaryDirectory()).mail == nil)
    }

    @Test(arguments: [("starttls", 587), ("tls", 465)])
    func `the port follows from how the connection is protected`(_ security: String, _ port: Int)
        throws
    {
        let text = """
            mail:
              host: mail.example.jp
              security: \(security)
              from: forms@example.jp
              from_name: 玄関
            """
        let mail = try #require(try read(text, in: TemporaryDirectory()).mail)
        #expect(mail.server.port == port && mail.server.host == "mail.example.jp")
        #expect(mail.sender.text == "forms@example.jp" && mail.senderName == "玄関")
        #expect(mail.retry == RetrySchedule() && mail.gathering == .seconds(60))
    }

    @Test func `every problem is told at once`() throws {
        let text = """
            mail:
              host: mail_server
              port: 70000
              security: ssl
              user: anna
              from: anna
              gather_seconds: -1
            """
        let found = try problems(text)
        #expect(
            found == [
                "2: mail.host: is no host (mail_server); write a name, or an address",
                "3: mail.port: is out of range (70000); write a number from 1 to 65535",
                "4: mail.security: is not one of its words (ssl); write one of starttls, tls, none",
                "5: mail.user: has no password; write mail.password_file as well",
                "6: mail.from: is no mail address (anna); write one: forms@example.jp",
                "7: mail.gather_seconds: is out of range (-1); write a number from 0 to 3600",
            ])
    }

    @Test func `nothing goes in clear to another machine`() throws {
        let outside = "mail:\n  host: mail.example.jp\n  security: none\n  from: a@example.jp\n"
        #expect(
            try problems(outside) == [
                "3: mail.security: would send in clear to another machine; "
                    + "write starttls or tls; none is for localhost"
            ])
        for host in ["localhost", "127.0.0.1", "::1"] {
            let inside = "mail:\n  host: \"\(host)\"\n  security: none\n  from: a@example.jp\n"
            #expect(try problems(inside) == [])
        }
    }

    @Test func `what does nothing by itself is told`() throws {
        let text = "mail:\n  from: forms@example.jp\n  port: 25\n  first_retry_seconds: 5\n"
        #expect(
            try problems(text) == [
                "2: mail.from: does nothing without mail.host; write mail.host, or remove this",
                "3: mail.port: does nothing without mail.host; write mail.host, or remove this",
            ])
        #expect(
            try problems("mail:\n  host: localhost\n  password_file: a\n") == [
                "2: mail.host: has no address to send from; write mail.from as well",
                "3: mail.password_file: has no name; write mail.user as well",
            ])
    }
}
