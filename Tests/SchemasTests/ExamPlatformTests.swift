import Schemas
import TabularCore
import Testing

@Suite struct ExamPlatformTests {
  @Test func isFoundFaultless() throws {
    let issues = PackageLoader.lint(path: try Checkout.path("Schemas/exam-platform"))
    #expect(SchemaError(issues: issues).description == "")
  }
}
