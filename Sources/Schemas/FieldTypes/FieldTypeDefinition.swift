/// What is particular to a field type, in one file; everything that handles fields asks it.
///
/// Nothing has a default, so that the compiler asks for every answer of a new type. How cells are read
/// stands beside the readers, in `RecordMapping`, as `Schemas` reads none.
public protocol FieldTypeDefinition: Sendable {
  // MARK: What a schema may say

  /// The properties and constraints that fit this type and not all others.
  var properties: Set<FieldProperty> { get }

  /// The formats of Table Schema that fit.
  var formats: StandardFormats { get }

  /// What `minLength` and `maxLength` count; `nil` where they do not fit.
  var lengthUnit: LengthUnit? { get }

  /// How `minimum` and `maximum` compare values; `nil` where they do not fit.
  var order: ValueOrder? { get }

  // MARK: What is stored

  /// How a value stands in stores, rules and keys.
  var storage: FieldStorage { get }

  /// How long a text may be that has no `maxLength`; `nil` where nothing depends on it.
  var extent: TextExtent? { get }

  /// A constant default as SQL; `nil` where the stored form does not follow from the text alone.
  func defaultSQL(_ text: String, of field: Field) -> String?

  /// How another program may write what is a canonical text here.
  func respelling(of field: Field) -> Respelling

  // MARK: What a cell is read with

  /// What of its row a field is read with; `nil` where it depends on its own cell only.
  func context(of field: Field) -> RowContext?

  /// What the cells of a column prove together about how each of them is read; `nil` for nothing.
  func evidence(of field: Field) -> ColumnEvidence?

  /// What is watched over the values of a column; `nil` for nothing.
  var watch: ColumnWatch? { get }

  /// Whether cells that fit a neighbouring column of this type show that their row is shifted, as few
  /// texts fit by chance.
  var revealsShift: Bool { get }

  /// Whether a payment card number is an error here; numbers, codes and phone numbers look like one.
  var mayHideCards: Bool { get }

  /// Whether a cell may hold an array or an object, written as JSON.
  var mayHoldJSON: Bool { get }

  // MARK: What a masked copy has

  /// What stands in the place of a value where nobody may be recognised.
  func masking(of field: Field) -> Masking

  // MARK: How people see it

  /// What a cell should hold, in a word or two: "a date". The languages translate it under `phrases`.
  var expectation: String { get }

  /// How people write a value.
  var shownAs: ValueKind { get }

  /// How a column of a template helps to fill it in.
  func template(of field: Field) -> TemplateForm
}
