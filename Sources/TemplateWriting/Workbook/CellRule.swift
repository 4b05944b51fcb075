/// What a spreadsheet program suggests or questions while a cell is typed.
///
/// None of them forbids: an import understands more spellings than a list can hold.
enum CellRule {
  /// A drop-down over a range; `questions` makes the program ask about other values.
  case choices(formula: String, questions: Bool)
  /// Words beside the cell while it is chosen; nothing is offered, as a drop-down would put one value
  /// where several may stand.
  case prompt
  /// A whole number between two limits.
  case wholeNumber(ClosedRange<Double>)
  /// A number between two limits.
  case number(ClosedRange<Double>)
  /// A text of at most so many characters.
  case length(Int)
  /// A true date or date and time, not a text.
  case date
  /// A true time of day, not a text.
  case time
}
