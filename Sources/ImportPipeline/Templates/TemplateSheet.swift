import TabularCore

/// What the template that a sheet is of says about it.
struct TemplateSheet {
  /// The language of its words.
  var language: Language = .english
  /// The fields, by index, whose cells had a drop-down, a question or words beside them; empty for a
  /// template of another version of the package.
  var validatedFields: Set<Int> = []
  /// What its cells held when it was written; `nil` for a template without records.
  var baseline: RecordBaseline.Table?
}
