import Crypto
import Dispatch
public import DelimitedText
public import JSONRecords
import Synchronization
public import TabularCore
import Workbooks

/// A file that the user named: opened once, recognised by its content, hashed on request.
///
/// For example:
///
///     let file = try InputFile(path: "sites.csv")
///     let reader = try DelimitedReader(file.source)
public final class InputFile: Sendable {
  /// What a file is read as.
  public enum Kind: Sendable, Hashable {
    /// A zip archive or OLE2 container: Workbooks opens or refuses it.
    case workbook
    /// Delimited text.
    case delimited
    /// JSON or NDJSON.
    case json
    /// A zip archive with a manifest of assessment items.
    case items
  }

  /// The path as given; `-` for standard input.
  public let path: String
  /// How places and messages name the file.
  let name: SourceName
  /// What the file is read as.
  public let kind: Kind

  private let file: OpenFile
  private let digest = Mutex<String?>(nil)

  /// Opens and recognises a file.
  ///
  /// - Parameter path: a path, or `-` for standard input, which is copied to a temporary file.
  /// - Throws: `file.not-found`, `file.unreadable`, `file.empty`, `file.too-large`,
  ///   `file.unknown-format`.
  public convenience init(path: String, limits: Limits = Limits()) throws(InputFileError) {
    let name = SourceName(id: 1, text: Self.lastComponent(of: path))
    try self.init(path: path, name: name, limits: limits)
  }

  /// Opens and recognises a file of a run.
  init(path: String, name: SourceName, limits: Limits) throws(InputFileError) {
    self.path = path
    self.name = name
    file =
      path == "-"
      ? try OpenFile(spooling: 0, limits: limits) : try OpenFile(path: path, limits: limits)
    kind = try ContentCheck(file: file, name: Self.lastComponent(of: path)).kind()
  }

  /// Opens and recognises a file of an archive, whose bytes are given piece by piece.
  ///
  /// - Parameter path: the path of the archive with the file's name behind it.
  init(
    path: String, name: SourceName, limits: Limits,
    filledBy give: ((UnsafeRawBufferPointer) -> Bool) throws -> Void
  ) throws {
    self.path = path
    self.name = name
    file = try OpenFile(limits: limits, filledBy: give)
    kind = try ContentCheck(file: file, name: Self.lastComponent(of: path)).kind()
  }

  /// A file of a run with other bytes in some places, as if it had been saved so.
  init(_ base: InputFile, replacing pieces: ReplacedBytes) {
    path = base.path
    name = base.name
    kind = base.kind
    file = OpenFile(base.file, replacing: pieces)
  }

  /// The name in messages: the last component of the path, with folders where another file of the run
  /// has the same; `-` for standard input.
  public var displayName: String { name.text }

  /// The size in bytes.
  public var byteCount: Int { file.byteCount }

  /// Whether somebody wrote to the file since it was opened.
  var isChanged: Bool { file.isChanged }

  /// The open descriptor, which lives as long as this object; read it only at explicit offsets.
  public var descriptor: CInt { file.descriptor }

  /// The bytes, for a `DelimitedReader`.
  public var source: any ByteSource { FileSource(file: file) }

  /// The bytes, for a `JSONDocument`.
  public var jsonSource: any JSONSource { JSONFileSource(file: file) }

  /// Whether the file's name says that each line is a record: `.ndjson`, `.jsonl`.
  public var isNamedAsLines: Bool {
    let name = path.lowercased()
    return name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
  }

  /// The SHA-256 of the content in lower-case hexadecimal; computed once.
  ///
  /// While another thread computes it, this waits for it.
  public func sha256() throws(InputFileError) -> String {
    let result = digest.withLock { known -> Result<String, InputFileError> in
      if let known { return .success(known) }
      do throws(InputFileError) {
        let digits = try Self.sha256(of: file)
        known = digits
        return .success(digits)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Computes the hash on another thread, for `sha256` to find; that of a small file takes less time than
  /// starting a thread.
  public func startHashing() {
    guard byteCount > 1 << 20 else { return }
    DispatchQueue.global(qos: .utility).async { _ = try? self.sha256() }
  }

  /// The SHA-256 of a file, whatever it is, in lower-case hexadecimal.
  public static func sha256(
    ofFileAt path: String, limits: Limits = Limits()
  ) throws(InputFileError) -> String {
    try sha256(of: OpenFile(path: path, limits: limits))
  }

  /// The bytes of a file, whatever it is.
  ///
  /// - Throws: `file.not-found`, `file.unreadable`, `file.too-large`.
  public static func bytes(
    ofFileAt path: String, limits: Limits
  ) throws(InputFileError) -> [UInt8] {
    let file = try OpenFile(path: path, limits: limits)
    return try file.bytes(at: 0, count: file.byteCount)
  }

  private static func sha256(of file: OpenFile) throws(InputFileError) -> String {
    var hash = SHA256()
    var offset = 0
    while true {
      let bytes = try file.bytes(at: offset, count: 256 << 10)
      guard !bytes.isEmpty else { break }
      hash.update(data: bytes)
      offset += bytes.count
    }
    return hash.finalize().hexadecimal
  }

  private static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

/// An open file as the source of a delimited reader.
private struct FileSource: ByteSource {
  let file: OpenFile

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(DelimitedTextError) -> Int {
    do throws(InputFileError) {
      return try file.read(into: buffer, at: offset)
    } catch {
      throw .unreadable(error.arguments.first?.value ?? "")
    }
  }
}

/// An open file as the source of a JSON document.
private struct JSONFileSource: JSONSource {
  let file: OpenFile

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JSONRecordsError) -> Int {
    do throws(InputFileError) {
      return try file.read(into: buffer, at: offset)
    } catch {
      throw .unreadable(error.arguments.first?.value ?? "")
    }
  }
}
