/// A type of file that a form may ask for: known by its extension and by the bytes it begins with, which must
/// agree. Nothing of a file is read beyond those.
public enum FileType: String, CaseIterable, Sendable {
    /// PDF (ISO 32000).
    case pdf
    /// JPEG (ITU-T T.81).
    case jpeg
    /// PNG (ISO/IEC 15948).
    case png
    /// GIF 87a or 89a.
    case gif
    /// WebP (RFC 9649).
    case webp
    /// HEIF with HEVC, as telephones photograph (ISO/IEC 23008-12).
    case heic
    /// Word, Office Open XML (ISO/IEC 29500).
    case docx
    /// Excel, Office Open XML.
    case xlsx
    /// PowerPoint, Office Open XML.
    case pptx
    /// Word 97 to 2003.
    case doc
    /// Excel 97 to 2003.
    case xls
    /// PowerPoint 97 to 2003.
    case ppt
    /// Plain text in any encoding that is no UTF-16.
    case txt
    /// Comma-separated values (RFC 4180).
    case csv
    /// A ZIP archive.
    case zip

    /// The extensions it goes by, in lower case and without the dot; the first is the usual one.
    public var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jfif"]
        case .heic: ["heic", "heif"]
        default: [rawValue]
        }
    }

    /// The media type (IANA), for the page that asks for it and the desk that hands it out.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .doc: "application/msword"
        case .xls: "application/vnd.ms-excel"
        case .ppt: "application/vnd.ms-powerpoint"
        case .txt: "text/plain"
        case .csv: "text/csv"
        case .zip: "application/zip"
        }
    }

    /// Whether every browser shows it as a picture.
    public var isPicture: Bool { [.jpeg, .png, .gif, .webp].contains(self) }

    /// How many of a file's first bytes decide.
    public static let signatureBytes = 512

    /// The type with that extension; nil for none of this list.
    public init?(extension word: String) {
        guard let type = Self.allCases.first(where: { $0.extensions.contains(word) }) else {
            return nil
        }
        self = type
    }

    /// Whether a file that begins with these bytes can be of the type.
    ///
    /// - Parameter beginning: the first ``signatureBytes``, or the whole file when it has fewer.
    public func begins(as beginning: [UInt8]) -> Bool {
        switch self {
        case .pdf: Self.holds("%PDF-", in: beginning.prefix(Self.signatureBytes))
        case .jpeg: beginning.starts(with: [0xFF, 0xD8, 0xFF])
        case .png: beginning.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .gif:
            beginning.starts(with: "GIF87a".utf8) || beginning.starts(with: "GIF89a".utf8)
        case .webp:
            beginning.starts(with: "RIFF".utf8) && beginning.dropFirst(8).starts(with: "WEBP".utf8)
        case .heic: Self.isHEIF(beginning)
        // One that is protected by a password is a compound file, whatever its extension.
        case .docx, .xlsx, .pptx: Self.isArchive(beginning) || Self.isCompound(beginning)
        // An archive of nothing has only an end.
        case .zip: Self.isArchive(beginning) || beginning.starts(with: [0x50, 0x4B, 0x05, 0x06])
        case .doc, .xls, .ppt: Self.isCompound(beginning)
        case .txt, .csv: Self.isText(beginning)
        }
    }

    /// Readers take a PDF whose first bytes are something else (ISO 32000-1, note 13 of annex H), and some
    /// programs write such ones. Other signatures stand at the very beginning.
    private static func holds(_ word: String, in bytes: ArraySlice<UInt8>) -> Bool {
        let word = Array(word.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: word) }
    }

    /// A ZIP file's first local header.
    private static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    /// A compound file (MS-CFB).
    private static func isCompound(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }

    /// The box `ftyp`, and a brand of HEIF with HEVC in it.
    private static func isHEIF(_ bytes: [UInt8]) -> Bool {
        let brands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        let major = bytes.dropFirst(8).prefix(4)
        return bytes.dropFirst(4).starts(with: "ftyp".utf8)
            && brands.contains { major.elementsEqual($0.utf8) }
    }

    /// No byte that stands in no text, and nothing that is another type by its first bytes.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        let isPlain = bytes.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F || [0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains(byte)
        }
        return isPlain && !bytes.starts(with: "%PDF-".utf8)
    }
}

extension FileType {
    /// Every word of the list, for who writes a form.
    static let words = allCases.map(\.rawValue).joined(separator: ", ")
}

extension [FileType] {
    /// The extensions as people know them.
    private var names: [String] { map { $0.extensions[0].uppercased() } }

    var japanese: String { names.joined(separator: "・") }
    var english: String { names.joined(separator: ", ") }
}
