/// What a correction of a cell corrects.
public enum CorrectionKind: String, Sendable, CaseIterable {
  /// White space, invisible characters, the spelling of a text.
  case text
  /// Another name of a value.
  case value
  /// The spelling of a date.
  case date
  /// Zeros that were lost at the front.
  case zeros
}

/// Why a person has to decide on a correction.
public enum CorrectionDoubt: String, Sendable, CaseIterable {
  /// The cell holds a formula, which a value would replace.
  case formula
  /// There are several readings.
  case ambiguous
  /// The reading is a guess.
  case guess
  /// Something similar is known.
  case similar
}
