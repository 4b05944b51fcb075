public import TabularCore

/// Something that a draft says, and what speaks for it.
public struct Guess: Sendable, Hashable {
  /// The property of the descriptor: `registrar:type`, `primaryKey`; empty where nothing is written.
  public var property: String
  /// What it is set to, as the descriptor has it; empty where nothing is written.
  public var value: String
  /// The name of the reason, the same in every language: `uniqueIndex`.
  public var reason: String
  /// What speaks for it, in a sentence without its period.
  public var evidence: LocalizedText

  /// A guess with its reason, which is a label below `draft/because`.
  public init(
    _ property: String = "", _ value: String = "", because reason: String,
    _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) {
    self.property = property
    self.value = value
    self.reason = reason
    evidence = LocalizedText(label: "draft/because/" + reason, values)
  }
}
