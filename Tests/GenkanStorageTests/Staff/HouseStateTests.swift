import Sealing
import Testing

@testable import GenkanStorage

@Suite struct HouseStateTests {
    private func state() throws -> HouseState {
        let pin = try #require(
            RosterPin(bytes: [0, 0, 0, 0, 0, 0, 0, 7] + [UInt8](repeating: 2, count: 32)))
        return HouseState(house: [UInt8](repeating: 1, count: 32), pin: pin)
    }

    @Test func `what is written is read`() throws {
        let state = try state()
        #expect(HouseState(text: state.text) == state)
    }

    @Test func `nothing else is read`() throws {
        let text = try state().text
        let others = [
            "", text + "\n", "\n" + text, text.replacingAll("state 1", "state 2"),
            text.replacingAll("roster 00", "roster "), text.replacingAll("\n", " "),
            text.replacingAll("house 01", "house 0A"), String(text.dropLast()),
        ]
        for other in others { #expect(HouseState(text: other) == nil) }
    }
}

extension String {
    fileprivate func replacingAll(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
