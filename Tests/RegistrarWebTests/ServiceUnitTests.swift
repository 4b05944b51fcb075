import Foundation
import TestSupport
import Testing

/// The service unit that the documentation shows.
@Suite struct ServiceUnitTests {
  fileprivate static let verifier = "/usr/bin/systemd-analyze"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: ServiceUnitTests.verifier)))
  func theUnit_isOneThatASystemTakes() throws {
    let page = try String(
      contentsOfFile: Repository.path(
        of: "Sources/RegistrarCommands/RegistrarCommands.docc/RunningItForYourClerks.md"),
      encoding: .utf8)
    let block = try #require(
      page.components(separatedBy: "```").first { $0.contains("[Service]") })
    let scratch = try ScratchFolder()
    // The program and the variables are not installed here; everything else is as it stands there.
    let unit = block.replacing("/usr/bin/registrar", with: try WebFixture.program())
      .replacing("/etc/registrar/environment", with: try scratch.write("environment", ""))
      .replacing("User=registrar", with: "User=root")
    let path = try scratch.write("registrar.service", String(unit.drop { $0.isWhitespace }))
    let run = try ProgramRun(
      [Self.verifier, "verify", "--man=no", "--recursive-errors=no", path], in: scratch,
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty && run.output.isEmpty, "\(run.errors)")
    // A mistake would be told.
    let wrong = try scratch.write(
      "wrong.service", unit.replacing("NoNewPrivileges", with: "NoNewPrivilegs"))
    let refused = try ProgramRun(
      [Self.verifier, "verify", "--man=no", "--recursive-errors=no", wrong], in: scratch,
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(refused.errors.contains("NoNewPrivilegs"))
  }
}
