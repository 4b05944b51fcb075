import Schemas
import Testing

/// Patterns that are seen to compile without compiling them.
@Suite struct PlainPatternTests {
  @Test func whatIsSeenToCompileDoesCompile() {
    var random = SystemRandomNumberGenerator()
    let parts = Array("aB3_@.+-?*{},[]12").map(String.init) + ["[A-Z", "[0-9", "]{2}", "]{1,31}"]
    for _ in 0..<1_500 {
      let pattern = (0..<Int.random(in: 1...9, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let compiles = (try? Regex(pattern)) != nil
      #expect(
        (PackageChecks.compileAsSwiftPattern(pattern) == nil) == compiles, "\(pattern)")
    }
  }

  @Test(arguments: [
    ("[A-Z0-9][A-Z0-9_.-]{0,31}", true), ("[a-z0-9._@+-]{2,63}", true), ("[Z-A]", false),
    ("a{3,1}", false), ("[", false), ("a**", false), ("(", false),
  ])
  func patterns(_ pattern: String, _ compiles: Bool) {
    #expect((PackageChecks.compileAsSwiftPattern(pattern) == nil) == compiles)
  }
}
