import TabularCore

extension CellProblem {
  /// A text that does not have the form of its type; `expected` describes that form in words.
  static func misfit(_ text: String, field: String, expected: String) -> CellProblem {
    CellProblem(
      .valuePattern(.words(field: field, expected: expected), value: shortened(text)))
  }

  /// A text that does not have the form of its type; `form` is a model such as `YYYY-MM`.
  static func misfit(_ text: String, field: String, form: String) -> CellProblem {
    CellProblem(
      .valuePattern(.form(field: field, expected: form), value: shortened(text)))
  }
}
