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

  /// Hashes of an old system are stored unchanged where the package says so, and refused elsewhere; the
  /// package says how dear its own are.
  @Test func hashesOfAnOldSystem_areTakenOver_whereThePackageSaysSo() throws {
    let bcrypt = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
    let argon = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"
    var secret = Field(name: "phrase", type: .secret)
    secret.secretPolicy = .hash
    secret.privacy = .secret
    secret.store = .column("phrase_hash")
    secret.hashing.passes = 3
    var code = Field(name: "code", type: .code)
    code.isRequired = true
    func package(_ takes: Set<HashRule.Kind>) -> DataPackage {
      secret.hashing.takes = takes
      return DataPackage(
        name: "doors", title: LocalizedText("Doors"),
        tables: [TableSchema(name: "doors", fields: [code, secret], naturalKey: ["code"])])
    }
    let lines = ["code,phrase", "D1,\(bcrypt)", "\"D2\",\"\(argon)\"", "D3,Open-Sesame9"]
    let taking = try ImportHarness(store: .empty, package: package([.bcrypt, .argon2id]))
    let report = try taking.execute([.csv("doors", lines: lines)])
    #expect(report.run.isWritten, "\(report.findings())")
    let stored = try taking.stored("SELECT phrase_hash FROM doors ORDER BY code")
    #expect(stored.prefix(2) == [bcrypt, argon])
    #expect(stored[2].hasPrefix("$argon2id$v=19$m=19456,t=3,p=1$"))
    let again = try taking.execute([.csv("doors", lines: lines)])
    #expect(again.line("doors")?.unchanged == 3)

    let other = try ImportHarness(store: .empty, package: package([.argon2id]))
    let refused = try other.validate([.csv("doors", lines: lines)])
    #expect(refused.findings() == ["error value.secret-policy at doors.csv:2:2 (phrase)"])
    #expect(
      refused.message(refused.first("value.secret-policy"))
        == "`phrase` is a hash of another system (`bcrypt`), expected a password")
    // What looks alike is a password.
    for text in ["$2b$99$" + bcrypt.dropFirst(7), "$2b$12$short", "$argon2id$v=19$x"] {
      let report = try other.validate([.csv("doors", "code,phrase", "D1,\(text)")])
      #expect(report.findings() == [], "\(text)")
    }
  }
}
