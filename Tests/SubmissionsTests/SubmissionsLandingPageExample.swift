import Foundation
import ImportPipeline
import ImportService
import Submissions
import TestSupport
import Testing

/// The example of the library's page.
@Suite struct SubmissionsLandingPageExample {
  @Test func theExample_runs() async throws {
    let scratch = try ScratchFolder()
    let (store, folder) = ("sqlite:" + scratch.path(of: "records.sqlite"), scratch.path(of: "desk"))
    let program = try DeskBench.program()
    var environment = ["DATABASE_URL": store, "PATH": "/usr/bin:/bin"]
    environment["REGISTRAR_SCHEMAS"] = try Repository.path(of: "Schemas")

    let location = try StoreLocation(store)
    let desk = try SubmissionDesk(
      DeskSettings(
        open: { () throws(StoreError) in try location.deskConnection() },
        records: { () throws(StoreError) in try location.connection(writes: true) },
        folder: folder, command: ChildCommand(program: program, environment: environment),
        host: "desk.example.org", clock: { Int(Date().timeIntervalSince1970) }))

    let account = try desk.accounts.add("alice", by: "example")
    try desk.accounts.grant(Grant(.clerk, package: "training-center"), to: "alice", by: "example")
    let alice = try desk.accounts.account(id: account.id)
    let caller = Caller(try #require(alice), address: "192.0.2.1", means: .proxy)

    let upload = try desk.uploads.begin(name: "courses.csv")
    try upload.write(Array("course_code,credits\nA1,many\n".utf8))
    let submission = try desk.submit(
      [upload.finish()], package: "training-center", scope: nil, language: "en", by: caller)
    try await desk.workOff()
    let checked = try desk.submission(submission.id, for: caller)
    #expect(checked.state == .checked && checked.summary?.isSound == false)
  }
}
