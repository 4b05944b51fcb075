import Schemas

/// What a byte reader is made from: the field, and what its common steps need.
struct ByteReaderSettings {
  /// The field.
  let field: Field
  /// The check of texts that all byte readers share.
  let text: PlainTextCheck
  /// The compiled pattern of the constraints.
  let pattern: Pattern?
  /// Whether no value can begin like the text that clears one; else the reader must tell them apart.
  let isTokenPlain: Bool
  /// Whether serial dates count from 1904.
  let countsFrom1904: Bool

  /// Whether the value has a lowest or highest one.
  var isRanged: Bool {
    let given = field.constraints
    return given.minimum != nil || given.maximum != nil || given.exclusiveMinimum != nil
      || given.exclusiveMaximum != nil
  }

  /// Whether the value's text has constraints.
  var isWorded: Bool {
    let given = field.constraints
    return given.pattern != nil || given.allowedValues != nil || given.minimumLength != nil
      || given.maximumLength != nil
  }
}
