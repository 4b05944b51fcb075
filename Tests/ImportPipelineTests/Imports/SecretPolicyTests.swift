import Foundation
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

@testable import ImportPipeline

/// A secret is stored as its policy says, or not at all; as it stands in the file it is never written.
struct SecretPolicyTests {
  @Test(arguments: [Field.SecretPolicy.hash, .keep])
  func secret_isNeverWrittenAsItIs(policy: Field.SecretPolicy) throws {
    var secret = Field(name: "phrase", type: .secret)
    secret.secretPolicy = policy
    secret.privacy = .secret
    secret.store = .secret
    var code = Field(name: "code", type: .code)
    code.isRequired = true
    let package = DataPackage(
      name: "doors", title: LocalizedText("Doors"),
      tables: [TableSchema(name: "doors", fields: [code, secret], naturalKey: ["code"])])
    let scratch = try ScratchFolder()
    let file = try scratch.write("doors.csv", "code,phrase\nD1,Open-Sesame9\n")
    let path = scratch.path(of: "store.sqlite")
    var options = ImportOptions(files: [file])
    options.mode = .execute
    let run = ImportRun(
      options: options, package: package, now: "2026-11-20T12:00:00Z", runPrefix: "20261120-1200")
    let report = run.run(store: SQLiteStore(path: path), clock: { "2026-11-20T12:00:01Z" })
    // It is hashed; without a key it cannot be sealed.
    #expect(report.run.outcome == (policy == .keep ? .dataErrors : .clean))
    #expect(report.run.isWritten == (policy == .hash))
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    where name != "doors.csv" {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path(of: name)))
      #expect(bytes.range(of: Data("Open-Sesame9".utf8)) == nil)
    }
  }

  /// The address of the row is known to the reader of its secret, in whatever order they stand.
  @Test func secretThatIsTheAddress_breaksItsPolicy() throws {
    var secret = Field(name: "phrase", type: .secret)
    secret.secretPolicy = .hash
    secret.privacy = .secret
    secret.store = .secret
    var email = Field(name: "email", type: .email)
    email.isRequired = true
    let package = DataPackage(
      name: "doors", title: LocalizedText("Doors"),
      tables: [TableSchema(name: "doors", fields: [secret, email], naturalKey: ["email"])])
    let scratch = try ScratchFolder()
    let file = try scratch.write("doors.csv", "phrase,email\nA.B9@example.org,a.b9@example.org\n")
    let run = ImportRun(
      options: ImportOptions(files: [file]), package: package, now: "2026-11-20T12:00:00Z",
      runPrefix: "20261120-1200")
    let report = run.run(
      store: SQLiteStore(path: scratch.path(of: "store.sqlite")), clock: { "2026-11-20T12:00:01Z" })
    #expect(report.issues.issues.map(\.code) == ["value.secret-policy"])
    #expect(report.issues.issues.first?.variant == "equals")
    #expect(report.issues.issues.first?.value == nil)
  }
}
