import TabularCore
import Testing

@Suite struct ContainsASCIITests {
  @Test(arguments: [
    ("Trinidad and Tobago", true), ("and ", false), (" and ", true), ("x and", false), ("", false),
    (" an and and ", true), ("été and été", true), (" AND ", false),
  ])
  func wordsAreFoundByTheirBytes(_ text: String, _ isFound: Bool) {
    #expect(text.contains(ascii: " and ") == isFound)
    #expect(text.contains(" and ") == isFound)
  }

  @Test func caseIsIgnoredWhereAsked() {
    #expect("VARCHAR(20)".contains(ascii: "char", ignoringCase: true))
    #expect(!"VARCHAR(20)".contains(ascii: "char"))
    #expect(!"CH{R".contains(ascii: "ch[r", ignoringCase: true))
  }
}
