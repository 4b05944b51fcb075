import Foundation
public import Schemas
import TabularCore

/// Keys of records as people type them, in a command or a file.
///
/// A line of a file is a key; blank lines and those that begin with `#` are none. The parts of a key of
/// several parts are separated by tabs, or by `/`, as messages show them.
public struct KeyList: Sendable, Hashable {
  /// The greatest size of a file, in bytes.
  static let mostBytes = 64 << 20

  /// The texts of the keys, in their order, each once.
  public let texts: [String]

  /// Keys by their texts.
  public init(_ texts: some Sequence<String>) {
    var known: Set<String> = []
    self.texts = texts.map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && known.insert($0).inserted }
  }

  /// The keys of a file of UTF-8.
  ///
  /// - Throws: a problem of the request for a file that cannot be read, is no text or is too large.
  public init(contentsOf path: String) throws(ServiceFailure) {
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= Self.mostBytes,
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .request(.unreadableKeys(path)) }
    let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    self.init(
      plain.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") })
  }

  /// The keys of a table, part by part.
  ///
  /// - Throws: a problem of the request for a key with more or fewer parts than the table's.
  public func parts(for table: TableSchema) throws(ServiceFailure) -> [[String]] {
    let count = table.naturalKey.count
    var keys: [[String]] = []
    for text in texts {
      var parts = [text]
      if count > 1 {
        let separator: Character = text.contains("\t") ? "\t" : "/"
        parts = text.split(separator: separator, omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      }
      guard parts.count == count, !parts.contains("") else {
        throw .request(.unlikeKey(text, table: table.name, fields: table.naturalKey))
      }
      keys.append(parts)
    }
    return keys
  }
}
