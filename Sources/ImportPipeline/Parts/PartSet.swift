public import TabularCore

/// The partials of a run, by the files that they are of.
public struct PartSet: Sendable {
  /// A file with its parts, in the order of their bytes.
  struct File: Sendable {
    var path: String
    var parts: [PartFile]
    /// The first part's header, which says the same of the file as the others.
    var header: PartHeader { parts[0].header }
  }

  /// The files in the order of their first parts.
  let files: [File]
  /// The places of the files by path: a run may have thousands.
  private let indexes: [String: Int]

  /// The paths of the files, and the tables that they are read as where their names do not tell.
  public var paths: [(path: String, table: String?)] { files.map { ($0.path, $0.header.table) } }
  /// The package's name or path as it was given to all parts; `nil` for the usual one.
  public var package: String? { files.first?.header.package }
  /// The digest of the package.
  public var packageHash: String { files.first?.header.packageHash ?? "" }
  /// The options of reading, as words of a command line.
  public var options: [String] { files.first?.header.options ?? [] }
  /// That the parts were read with another package than the one that is loaded.
  public var otherPackage: PartError { PartError(files.first?.path ?? "", .otherRun) }
  /// How many parts there are.
  public var partCount: Int { files.reduce(0) { $0 + $1.parts.count } }

  /// The partials at some paths, of every part one attempt.
  ///
  /// - Throws: `PartError` for a partial that is damaged or of another run, and for a file of which a part is
  ///   missing or that is not what it was; `InputFileError` for one that cannot be read.
  public init(paths: [String], toolVersion: String, limits: Limits) throws {
    var byPart: [Int: PartFile] = [:]
    var first: PartHeader?
    for path in paths {
      let part = try PartFile(path: path, limits: limits)
      let header = part.header
      guard header.toolVersion == toolVersion else { throw PartError(path, .foreign) }
      let known = first ?? header
      first = known
      guard header.packageHash == known.packageHash, header.package == known.package,
        header.options == known.options
      else { throw PartError(path, .otherRun) }
      if let other = byPart[header.part] {
        guard other.seal == part.seal else {
          throw PartError(path, .differs(part: header.part))
        }
        if other.attempt <= part.attempt { continue }
      }
      byPart[header.part] = part
    }
    var files: [File] = []
    var indexes: [String: Int] = [:]
    for (_, part) in byPart.sorted(by: { $0.key < $1.key }) {
      if let index = indexes[part.header.file] {
        files[index].parts.append(part)
      } else {
        indexes[part.header.file] = files.count
        files.append(File(path: part.header.file, parts: [part]))
      }
    }
    for index in files.indices {
      files[index].parts.sort {
        ($0.header.range.lowerBound, $0.header.part) < ($1.header.range.lowerBound, $1.header.part)
      }
      try Self.check(files[index], limits: limits)
    }
    self.files = files
    self.indexes = indexes
  }

  /// Holds a file against its parts: they are all there, and their bytes are what they were.
  private static func check(_ file: File, limits: Limits) throws {
    let open = try OpenFile(path: file.path, limits: limits)
    var position = 0
    for part in file.parts {
      let header = part.header
      guard header.byteCount == open.byteCount, header.byteCount == file.header.byteCount,
        header.table == file.header.table
      else { throw PartError(file.path, .changed) }
      guard header.range.lowerBound == position else {
        throw PartError(file.path, .missing(from: position, to: header.range.lowerBound))
      }
      position = header.range.upperBound
      guard try digest(of: open, header.range) == header.digest else {
        throw PartError(file.path, .changed)
      }
    }
    guard position == open.byteCount else {
      throw PartError(file.path, .missing(from: position, to: open.byteCount))
    }
  }

  /// The SHA-256 of some bytes of a file.
  static func digest(of file: OpenFile, _ range: Range<Int>) throws -> String {
    var digest = ByteDigest()
    var position = range.lowerBound
    while position < range.upperBound {
      let bytes = try file.bytes(at: position, count: min(1 << 18, range.upperBound - position))
      guard !bytes.isEmpty else { break }
      bytes.withUnsafeBytes { digest.update($0) }
      position += bytes.count
    }
    return digest.text
  }

  /// The parts of a file of the run; `nil` for one that has none.
  func parts(ofFileAt path: String) -> [PartFile]? { indexes[path].map { files[$0].parts } }
}
