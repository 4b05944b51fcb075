import ArgumentParser
import ImportService
import Testing

@testable import RegistrarCommands

/// Problems of a request in the words of the command line.
@Suite struct RequestProblemTests {
  @Test(
    arguments: [
      (
        .unknownTarget("produktion", known: ["production", "test"]),
        "there is no target `produktion`; did you mean `production`?"
      ),
      (.unknownTarget("x", known: ["prod"]), "there is no target `x`; known are prod"),
      (.unknownTarget("x", known: []), "there is no target `x`"),
      (
        .unknownTable("itms", package: "shop", tables: ["items"]),
        "`itms` is no table of `shop`; did you mean `items`?"
      ),
      (
        .unknownField("x", table: "items", fields: ["colour"]), "`x` is no field of `items`"
      ),
      (
        .unknownPasswordReset("al", package: "shop", words: ["all", "none"]),
        "`al` is no choice of --reset-passwords; it takes all, none"
      ),
      (
        .unknownPasswordReset("all", package: "shop", words: []),
        "--reset-passwords is for packages whose accounts have passwords; `shop` has none"
      ),
      (
        .noPackage(shipped: []),
        "no packages are shipped with this binary; set REGISTRAR_SCHEMAS or pass --package"
      ),
      (
        .noStoreFile("sqlite:"), "--store `sqlite:` names no file; write sqlite:PATH"
      ),
      (.unknownRun("A\u{1B}3", store: "sqlite:s.db"), "sqlite:s.db keeps no run `A3`"),
    ] as [(RequestProblem, String)])
  func problemsAreSaid(_ problem: RequestProblem, _ sentence: String) {
    #expect(ServiceFailure.request(problem).usageError?.message == sentence)
  }
}
