import ImportReports
import TabularCore
import Testing

@Suite struct IssueListTests {
  @Test func issuesWithoutARun_arePrintedOneByOne() {
    let issues = ["/fields/1", "/fields/2"].map { pointer in
      Issue(
        "schema.invalid",
        at: IssueLocation(.schema, file: "items.schema.json", part: pointer, row: 12),
        variant: "unknown-type",
        arguments: [IssueArgument("path", "items.price"), IssueArgument("value", "monney")],
        suggestion: Issue.Suggestion("money", evidence: "the only type within one letter"))
    }
    var text = ""
    TextReport().render(issues: issues, to: &text)
    let first = """
      error[schema.invalid]: `items.price` has the unknown type `monney`
        --> items.schema.json#/fields/1
         = help: correct the file
         = did you mean `money`: the only type within one letter


      """
    #expect(text == first + first.replacing("fields/1", with: "fields/2"))
  }
}
