import Foundation
import Testing

/// The colours of `genkan.css`, measured as WCAG 2.2 § 1.4.3 and § 1.4.11 say.
@Suite struct ContrastTests {
    enum Scheme: String, CaseIterable {
        case light
        case dark
    }

    @Test(arguments: Scheme.allCases)
    func `text reaches 4.5 to 1 on every ground it stands on`(scheme: Scheme) throws {
        let colours = try colours(scheme)
        var pairs = [("on-accent", "accent-fill"), ("on-accent", "accent-fill-hover")]
        let grounds = ["paper", "surface", "sunken", "accent-soft", "held-soft", "caution-soft"]
        for ink in ["ink", "ink-soft", "ink-faint"] { pairs += grounds.map { (ink, $0) } }
        for tone in ["accent", "danger", "caution", "success", "held"] {
            pairs += ["paper", "surface", "sunken", "\(tone)-soft"].map { (tone, $0) }
        }
        for (text, ground) in pairs {
            let contrast = try Self.contrast(colours, text, ground)
            #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
        }
    }

    @Test(arguments: Scheme.allCases)
    func `borders of fields and the focus ring reach 3 to 1`(scheme: Scheme) throws {
        let colours = try colours(scheme)
        for line in ["line-strong", "focus"] {
            for ground in ["paper", "surface"] {
                let contrast = try Self.contrast(colours, line, ground)
                #expect(contrast >= 3, "\(line) on \(ground): \(contrast)")
            }
        }
    }

    /// The tokens of a scheme: what the dark one does not name it has from the light one.
    private func colours(_ scheme: Scheme) throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "public/genkan.css")
        let text = try String(contentsOf: file, encoding: .utf8)
        let dark = try #require(text.firstRange(of: "@media screen and (prefers-color-scheme: dark)"))
        let end = try #require(text.firstRange(of: "@media (prefers-contrast: more)"))
        let light = Self.tokens(text[..<dark.lowerBound])
        guard scheme == .dark else { return light }
        return light.merging(Self.tokens(text[dark.upperBound..<end.lowerBound])) { $1 }
    }

    private static func tokens(_ text: Substring) -> [String: String] {
        let matches = text.matches(of: /--g-([a-z-]+): #([0-9a-f]{6});/)
        return Dictionary(matches.map { (String($0.output.1), String($0.output.2)) }) { $1 }
    }

    private static func contrast(
        _ colours: [String: String], _ one: String, _ other: String
    ) throws -> Double {
        let lights = try [one, other].map { try luminance(#require(colours[$0], "no \($0)")) }
        return ((lights.max() ?? 0) + 0.05) / ((lights.min() ?? 0) + 0.05)
    }

    private static func luminance(_ colour: String) throws -> Double {
        let number = try #require(UInt32(colour, radix: 16))
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double(number >> UInt32(shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
