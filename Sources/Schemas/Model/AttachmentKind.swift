/// Which files the cells of a field may name.
public struct AttachmentRule: Sendable, Hashable {
  /// What the bytes of a file must be.
  public var kinds: [AttachmentKind]
  /// The most bytes that a file may have.
  public var maximumBytes: Int

  /// Files of some kinds, up to a number of bytes.
  public init(kinds: [AttachmentKind], maximumBytes: Int) {
    self.kinds = kinds
    self.maximumBytes = maximumBytes
  }
}

/// A kind of file, known by its first bytes whatever its name says.
public enum AttachmentKind: String, Sendable, Hashable, CaseIterable {
  case png
  case jpeg
  case gif
  case webp
  case pdf

  /// How many bytes tell the kind.
  public static let headBytes = 12

  /// The kind of a file; `nil` for one of no kind that is known.
  ///
  /// - Parameter head: its first bytes.
  public init?(head: [UInt8]) {
    let known: [(kind: AttachmentKind, bytes: [UInt8])] = [
      (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.jpeg, [0xFF, 0xD8, 0xFF]),
      (.gif, Array("GIF87a".utf8)), (.gif, Array("GIF89a".utf8)), (.pdf, Array("%PDF-".utf8)),
    ]
    if let found = known.first(where: { head.starts(with: $0.bytes) })?.kind {
      self = found
    } else if head.starts(with: Array("RIFF".utf8)), head.count >= 12,
      head[8..<12].elementsEqual("WEBP".utf8)
    {
      self = .webp
    } else {
      return nil
    }
  }
}
