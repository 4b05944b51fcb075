import TabularCore

@testable import RecordMapping

/// What a reader makes of a text.
func referenceOutcome(
  _ reader: some FieldReader, _ text: String, _ context: ReadingContext = ReadingContext()
) -> Result<FieldReading, CellProblem> {
  referenceOutcome(reader, CellInput(text), context)
}

/// What a reader makes of a cell.
func referenceOutcome(
  _ reader: some FieldReader, _ cell: CellInput, _ context: ReadingContext = ReadingContext()
) -> Result<FieldReading, CellProblem> {
  do throws(CellProblem) {
    return .success(try reader.read(cell, in: context))
  } catch {
    return .failure(error)
  }
}

/// A context in a country.
func inCountry(_ country: String?, subdivision: String? = nil) -> ReadingContext {
  var context = ReadingContext()
  context.country = country
  context.subdivision = subdivision
  return context
}

/// The note about a value that was read as another text.
func normalisedNote(_ value: String, _ result: String) -> CellRemark {
  CellRemark(.valueNormalised(.read(result: result), value: value))
}

/// A refusal as `code variant name=value …`; `nil` for a text that was read.
func refusal(_ outcome: Result<FieldReading, CellProblem>) -> String? {
  guard case .failure(let problem) = outcome else { return nil }
  let content = problem.content
  return
    ([content.code.rawValue, content.variant]
    + content.arguments.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
}
