import GenkanStorage

/// What a browser says it is, in words that a person recognises: `Firefox · Windows`. Nothing is decided
/// by it.
enum DeviceName {
    static func of(userAgent: String?) -> String {
        guard let userAgent, userAgent.utf8.count <= 1_024 else { return "" }
        let agent = Array(userAgent.utf8)
        let names = [browsers, systems].compactMap { table in
            table.first { contains(agent, $0.mark) }?.name
        }
        return names.joined(separator: " · ")
    }

    /// In this order: most browsers also claim to be others.
    private static let browsers: [(mark: StaticString, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]
    private static let systems: [(mark: StaticString, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    private static func contains(_ text: [UInt8], _ mark: StaticString) -> Bool {
        let mark = Array(mark.description.utf8)
        guard text.count >= mark.count else { return false }
        return (0...text.count - mark.count).contains {
            text[$0..<$0 + mark.count].elementsEqual(mark)
        }
    }
}
