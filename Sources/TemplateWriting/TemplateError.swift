/// A template that could not be written.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong; more kinds may follow.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The kind's name.
    public var rawValue: String

    /// A kind by its name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The package has no table of that name.
    public static let unknownTable = Code(rawValue: "unknown-table")
    /// The file or its folder cannot be written.
    public static let writeFailed = Code(rawValue: "write-failed")
    /// A sheet, name or text is refused by the workbook format.
    public static let refusedContent = Code(rawValue: "refused-content")
  }

  /// What went wrong.
  public var code: Code
  /// One sentence for people, lower case at the start, without a final period.
  public var message: String
  /// The file or table concerned.
  public var location: String?

  /// An error of a kind at a file or table.
  public init(_ code: Code, _ message: String, location: String? = nil) {
    self.code = code
    self.message = message
    self.location = location
  }

  /// The sentence, with the file or table it is about.
  public var description: String {
    location.map { "\($0): \(message)" } ?? message
  }
}
