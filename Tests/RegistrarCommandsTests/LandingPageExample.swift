import RegistrarCommands
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let package = try Repository.path(of: "Schemas/exam-platform")
    // The example of the landing page begins here.
    // What the process would exit with; nothing here ends the process.
    let status = RegistrarTool.status(arguments: ["schema", "check", package])
    let usage = RegistrarTool.status(arguments: ["schema", "check", package, "--colour"])
    // The example ends here.
    #expect(status == 0)
    #expect(usage == 2)
  }
}
