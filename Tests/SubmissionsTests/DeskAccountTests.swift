import Foundation
import StoreTesting
import Testing

@testable import Submissions

/// Accounts, their passwords, sessions and tokens.
@Suite struct DeskAccountTests {
  @Test func passwords_areHeldToTheRules() {
    var rules = PasswordRules()
    rules.denied = ["correct horse battery"]
    let cases: [(String, PasswordWeakness?)] = [
      ("too short", .short(least: 12)), (String(repeating: "ab1 x", count: 30), .long(most: 128)),
      ("my name is alice here", .hasName), ("aaaaaaaaaaaaaaaa", .simple),
      ("abcdefghijklmno", .simple), ("9876543210987654", .simple), ("ababababababab", .simple),
      ("Correct Horse Battery", .common), ("seven tall giraffes", nil),
      ("𝒮even tall giraffes", nil),
      ("pâté sur toast grillé", nil), ("密码密码长城黄河泰山珠穆朗玛", nil),
    ]
    for (password, weakness) in cases {
      #expect(rules.weakness(of: password, name: "alice") == weakness, "\(password)")
    }
  }

  @Test func waits_growAndEnd() {
    let waits = (1...20).map { Lockout.seconds(after: $0) }
    #expect(waits.prefix(9) == [0, 0, 0, 0, 15, 30, 60, 120, 240])
    #expect(waits.last == 3_600)
    #expect(Lockout.seconds(after: .max) == 3_600)
  }

  /// One account through wrong passwords, the wait, the right one, and its end.
  @Test(arguments: StoreKind.allCases) func logIn(kind: StoreKind) throws {
    let bench = try DeskBench(kind)
    let accounts = bench.accounts
    try accounts.add("Alice", password: "seven tall giraffes", identity: "oidc|1", by: "test")
    func attempt(_ password: String, name: String = "alice", from: String = "192.0.2.7") -> String {
      do throws(DeskError) {
        return try accounts.logIn(name: name, password: password, address: from).name
      } catch {
        return "\(error)"
      }
    }
    #expect(attempt("seven tall giraffes", name: "ALICE") == "alice")
    // The composed and the decomposed form of a letter are the same key on a keyboard.
    for _ in 1...5 { #expect(attempt("wrong") == "badCredentials") }
    #expect(attempt("seven tall giraffes") == "wait(seconds: 15)")
    #expect(attempt("nobody at all", name: "nobody") == "badCredentials")
    bench.clock.turn(by: 15)
    #expect(attempt("wrong") == "badCredentials")
    #expect(attempt("seven tall giraffes") == "wait(seconds: 30)")
    bench.clock.turn(by: 30)
    #expect(attempt("seven tall giraffes") == "alice")
    // It is forgotten by a right password, but what others tried from the same address is not.
    for index in 1...40 { _ = attempt("wrong", name: "user\(index)", from: "192.0.2.9") }
    #expect(attempt("seven tall giraffes", from: "192.0.2.9").hasPrefix("wait"))
    #expect(attempt("seven tall giraffes") == "alice")

    #expect(try accounts.account(identity: "oidc|1")?.name == "alice")
    #expect(throws: DeskError.self) { try accounts.add("alice", by: "test") }
    #expect(throws: DeskError.self) { try accounts.add("bob", identity: "oidc|1", by: "test") }
    for name in ["", "a", "9lives", "x y", "a\u{0}b", "../etc", String(repeating: "a", count: 65)] {
      #expect(throws: DeskError.self, "\(name)") { try accounts.add(name, by: "test") }
    }
    try accounts.setDisabled(true, of: "alice", by: "test")
    #expect(attempt("seven tall giraffes") == "badCredentials")
    #expect(try accounts.account(identity: "oidc|1") == nil)
    // Nothing of a password or a typed name stands in the log.
    let log = try bench.desk.log.entries()
    #expect(log.contains { $0.action == "log-in-refused" && $0.account.isEmpty })
    #expect(!log.contains { "\($0)".contains("giraffes") || "\($0)".contains("nobody") })
    #expect(try bench.desk.log.firstBroken() == nil)
  }

  @Test(arguments: StoreKind.allCases) func sessionsAndTokens(kind: StoreKind) throws {
    let bench = try DeskBench(kind)
    let (sessions, tokens, clock) = (bench.desk.sessions, bench.desk.tokens, bench.clock)
    try bench.caller("alice", Grant(.clerk), Grant(.approver))
    let alice = try #require(try bench.accounts.account(named: "alice"))
    func resume(_ token: String) throws -> OpenSession? {
      try sessions.resume(token, address: "192.0.2.1")
    }
    let first = try sessions.begin(for: alice)
    let second = try sessions.begin(for: alice, replacing: first.token)
    #expect(try resume(first.token) == nil)
    let open = try #require(try resume(second.token))
    #expect(open.caller.name == "alice" && open.csrf != first.csrf)
    #expect(sessions.isValid(csrf: second.csrf, for: open))
    #expect(
      !sessions.isValid(csrf: "", for: open) && !sessions.isValid(csrf: first.csrf, for: open))
    for text in ["", "x", second.token + "x", String(second.token.dropLast()) + "!", second.csrf] {
      #expect(try resume(text) == nil)
    }
    // A request every so often keeps it open, to the end of its longest time.
    for _ in 0..<25 {
      clock.turn(by: 1_700)
      #expect(try resume(second.token) != nil)
    }
    clock.turn(by: 701)
    #expect(try resume(second.token) == nil)
    let quiet = try sessions.begin(for: alice)
    clock.turn(by: 1_800)
    #expect(try resume(quiet.token) == nil)
    // Rights are read anew, and a new password ends what was open.
    let third = try sessions.begin(for: alice)
    try bench.accounts.revoke(Grant(.approver), from: "alice", by: "test")
    #expect(try resume(third.token)?.caller.may(.approve) == false)
    try bench.accounts.setPassword("nine small penguins", of: "alice", by: "test")
    #expect(try resume(third.token) == nil)

    let ticket = try sessions.loginTicket()
    #expect(try sessions.isValid(loginTicket: ticket))
    #expect(try !sessions.isValid(loginTicket: "1" + ticket))
    #expect(try !sessions.isValid(loginTicket: "..") && !sessions.isValid(loginTicket: ""))
    clock.turn(by: 3_601)
    #expect(try !sessions.isValid(loginTicket: ticket))

    let made = try tokens.issue(
      to: "alice", label: "nightly", roles: [.clerk, .approver], days: 2, by: "test")
    func caller(_ secret: String) throws -> Caller? {
      try tokens.caller(secret: secret, address: "192.0.2.1")
    }
    // A token cannot do what its account cannot.
    #expect(try caller(made.secret)?.grants == [Grant(.clerk)])
    #expect(try caller(made.secret + "x") == nil)
    #expect(try tokens.list(of: "alice").first?.usedAt == clock.now)
    let other = try tokens.issue(to: "alice", label: "", roles: [.auditor], days: 2, by: "test")
    #expect(try caller(other.secret)?.may(.look) == false)
    try tokens.revoke(other.token.id, of: "alice", by: "test")
    #expect(try caller(other.secret) == nil)
    clock.turn(by: 2 * 86_400)
    #expect(try caller(made.secret) == nil)
    #expect(throws: DeskError.self) {
      try tokens.issue(to: "alice", label: "", roles: [.clerk], days: 400, by: "test")
    }
    #expect(throws: DeskError.self) { try tokens.revoke("x", of: "alice", by: "test") }
  }

  @Test func aBucket_fillsUpEvenly() {
    let clock = TurnedClock()
    let limiter = RateLimiter(burst: 3, rate: 0.5, clock: { clock.now })
    let alice = RateLimiter.Subject.account("alice")
    #expect((1...3).allSatisfy { _ in limiter.wait(alice) == 0 })
    #expect(limiter.wait(alice) == 2)
    #expect(limiter.wait(.address("192.0.2.1"), cost: 3) == 0)
    clock.turn(by: 2)
    #expect(limiter.wait(alice) == 0 && limiter.wait(alice) == 2)
    // However many ask, no more than so many are remembered.
    for index in 0...(RateLimiter.mostSubjects + 5) { _ = limiter.wait(.address("\(index)")) }
    #expect(limiter.wait(alice, cost: 0) == 0)
  }

  /// An entry that is changed, removed or put in is found.
  @Test func aLogThatWasTamperedWith_isNoticed() throws {
    let bench = try DeskBench(.sqlite)
    for index in 1...6 {
      try bench.desk.log.note(
        DeskEvent(at: index, account: "a", action: "look", detail: "\(index)"))
    }
    func broken(after statement: String) throws -> Int? {
      let store = bench.desk.store
      return try store.use { connection throws(DeskError) in
        try connection.execute("SAVEPOINT s")
        try connection.execute(statement)
        let rows = try connection.rows("SELECT count(*) FROM desk_events")
        #expect(rows.count == 1)
        let found = try DeskLog.firstBroken(connection)
        try connection.execute("ROLLBACK TO s")
        try connection.execute("RELEASE s")
        return found
      }
    }
    #expect(try bench.desk.log.firstBroken() == nil)
    #expect(try broken(after: "UPDATE desk_events SET detail = 'x' WHERE number = 3") == 3)
    #expect(try broken(after: "DELETE FROM desk_events WHERE number = 4") == 4)
    #expect(
      try broken(after: "UPDATE desk_events SET number = number + 100 WHERE number > 5") == 6)
  }
}
