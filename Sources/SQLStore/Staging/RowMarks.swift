/// Marks of rows by position, which take no room until the first row is marked.
struct RowMarks: Equatable {
  private var marks: [Bool] = []

  /// Whether a row is marked.
  subscript(position: Int) -> Bool {
    get { position < marks.count && marks[position] }
    set {
      if position >= marks.count {
        guard newValue else { return }
        marks.append(contentsOf: repeatElement(false, count: position + 1 - marks.count))
      }
      marks[position] = newValue
    }
  }
}
