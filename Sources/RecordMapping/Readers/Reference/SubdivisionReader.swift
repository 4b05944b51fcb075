import TabularCore

/// Reads provinces, states and the like of the row's country; the canonical form is ISO 3166-2.
struct SubdivisionReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    // French regions, Austrian states and others have codes of digits alone.
    let text = try cell.textOrDigits(expected: "a province")
    guard let country = context.country else {
      throw CellProblem(.valueSubdivisionUnknown(value: shortened(text), country: nil))
    }
    guard let code = Subdivisions.all.code(of: text, in: country) else {
      throw CellProblem(
        .valueSubdivisionUnknown(value: shortened(text), country: country),
        suggestion: Subdivisions.all.suggestion(for: text, in: country))
    }
    return .canonical(code, from: text)
  }
}
