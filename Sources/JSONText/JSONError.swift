/// Why a text is not JSON.
public struct JSONError: Error, Equatable {
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// What is wrong, a sentence without a period.
  public var problem: String
  /// Whether the text ends too early.
  public var breaksOff = false
}
