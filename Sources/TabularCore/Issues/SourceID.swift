/// An input file of a run: its position, from 1, among the files that the run was given.
///
/// Two files may have the same name, and one file may be given under two; an id stands for one of the
/// files as given, for the whole run. For example:
///
///     let first: SourceID = 1
public struct SourceID: Hashable, Sendable, RawRepresentable {
  /// The position of the file, from 1.
  public var rawValue: Int

  /// The file at a position, from 1.
  public init(rawValue: Int) { self.rawValue = rawValue }
}

extension SourceID: ExpressibleByIntegerLiteral {
  /// The file at a position, from 1.
  public init(integerLiteral value: Int) { self.init(rawValue: value) }
}

extension SourceID: Comparable {
  /// Whether a file was given before another.
  public static func < (left: SourceID, right: SourceID) -> Bool { left.rawValue < right.rawValue }
}

extension SourceID: CustomStringConvertible {
  /// The position, from 1.
  public var description: String { String(rawValue) }
}
