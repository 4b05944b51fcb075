import JSONText
import TabularCore

/// What a partial is of: which bytes of which file, read how, by which release.
struct PartHeader: Sendable, Equatable {
  /// How the rows of the part were read, so that their verdicts stand.
  struct Reading: Sendable, Equatable {
    /// Whether the part was read as if a quote were open at its first byte.
    var isQuoted: Bool
    /// Where its first record begins, and where the first record after it does, from 0.
    var start: Int
    var end: Int
    /// A digest of all that the reading depended on besides cells, package and options.
    var fingerprint: String
    /// Whether the values of all columns are kept, and not those of references alone.
    var keepsValues: Bool
    /// How many rows it has, and how many of them are left to the merge.
    var rows: Int
    var unsureRows: Int
  }

  /// The release that wrote it.
  var toolVersion: String
  /// The package's name or path as it was given; `nil` for the usual one.
  var package: String?
  /// The digest of the package.
  var packageHash: String
  /// The position of the part among those of the run, from 1.
  var part: Int
  /// The path of the file as it was given.
  var file: String
  /// The size of the file in bytes.
  var byteCount: Int
  /// The bytes of the part, from 0.
  var range: Range<Int>
  /// The SHA-256 of those bytes, lower-case hexadecimal.
  var digest: String
  /// The table that the file is read as, if the name does not tell.
  var table: String?
  /// The other options of reading, as words of a command line.
  var options: [String]
  /// Whether an odd number of quotes stands in the part.
  var changesQuoting = false
  /// How its rows were read; `nil` where they are all left to the merge.
  var reading: Reading?

  /// The header as one line of JSON.
  var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("tool", toolVersion)
      if let package { json.member("package", package) }
      json.member("packageHash", packageHash)
      json.member("part", part)
      json.member("file", file)
      json.member("bytes", byteCount)
      json.member("from", range.lowerBound)
      json.member("to", range.upperBound)
      json.member("sha256", digest)
      if let table { json.member("table", table) }
      json.member("options") { $0.array(options) { $0.string($1) } }
      json.member("oddQuotes", changesQuoting ? 1 : 0)
      guard let reading else { return }
      json.member("reading") { json in
        json.object { json in
          json.member("quoted", reading.isQuoted ? 1 : 0)
          json.member("start", reading.start)
          json.member("end", reading.end)
          json.member("fingerprint", reading.fingerprint)
          json.member("values", reading.keepsValues ? 1 : 0)
          json.member("rows", reading.rows)
          json.member("unsure", reading.unsureRows)
        }
      }
    }
    return json.bytes
  }
}

extension PartHeader {
  /// A header from its JSON; `nil` when it is none.
  init?(json: [UInt8]) {
    guard let node = try? JSONParser.parse(json) else { return nil }
    func text(_ name: String, of node: JSONNode) -> String? { node.member(name)?.string }
    func number(_ name: String, of node: JSONNode) -> Int? {
      node.member(name)?.scalar.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
    guard let tool = text("tool", of: node), let hash = text("packageHash", of: node),
      let part = number("part", of: node), let file = text("file", of: node),
      let bytes = number("bytes", of: node), let from = number("from", of: node),
      let end = number("to", of: node), from <= end, let digest = text("sha256", of: node),
      let words = node.member("options")?.items
    else { return nil }
    self.init(
      toolVersion: tool, package: text("package", of: node), packageHash: hash, part: part,
      file: file, byteCount: bytes, range: from..<end, digest: digest,
      table: text("table", of: node), options: words.compactMap(\.string),
      changesQuoting: number("oddQuotes", of: node) == 1)
    guard let read = node.member("reading") else { return }
    guard let start = number("start", of: read), let stop = number("end", of: read), start <= stop,
      let fingerprint = text("fingerprint", of: read), let rows = number("rows", of: read),
      let unsure = number("unsure", of: read)
    else { return nil }
    reading = Reading(
      isQuoted: number("quoted", of: read) == 1, start: start, end: stop, fingerprint: fingerprint,
      keepsValues: number("values", of: read) == 1, rows: rows, unsureRows: unsure)
  }
}
