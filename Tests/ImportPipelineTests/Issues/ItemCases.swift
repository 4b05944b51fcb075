import Foundation
import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  /// A package with a pool `ETH` that has one good item and others.
  private static func bank(_ others: (name: String, text: String)...) -> SampleFile {
    let good = item("<p>Good?</p>" + choice)
    let items = [(name: "good.xml", text: good)] + others
    let references = items.map {
      "<assessmentItemRef identifier=\"i\($0.name.dropLast(4))\" href=\"items/\($0.name)\"/>"
    }
    let test =
      "<assessmentTest xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"t\" title=\"t\">"
      + "<testPart identifier=\"p\"><assessmentSection identifier=\"ETH\" title=\"Ethics\">"
      + references.joined() + "</assessmentSection></testPart></assessmentTest>"
    let members =
      [("imsmanifest.xml", "<manifest/>"), ("test.xml", test)]
      + items.map { ("items/" + $0.name, $0.text) }
    return .bytes("bank.zip", archive(members))
  }

  private static func archive(_ members: [(String, String)]) -> [UInt8] {
    let path = NSTemporaryDirectory() + "bank-\(UUID().uuidString).zip"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try? ZipWriting.write(members.map { ($0.0, Array($0.1.utf8)) }, to: path)
    return FileManager.default.contents(atPath: path).map(Array.init) ?? []
  }

  private static let choice =
    "<choiceInteraction responseIdentifier=\"R\"><simpleChoice identifier=\"a\">1</simpleChoice>"
    + "<simpleChoice identifier=\"b\">2</simpleChoice></choiceInteraction>"

  private static func item(
    _ body: String, cardinality: String = "single", more: String = "", identifier: String = "Q-1"
  ) -> String {
    "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"\(identifier)\""
      + " title=\"t\"><responseDeclaration identifier=\"R\" cardinality=\"\(cardinality)\""
      + " baseType=\"identifier\"><correctResponse><value>a</value></correctResponse>"
      + "</responseDeclaration><itemBody>\(body)</itemBody>\(more)</assessmentItem>"
  }

  /// How packages of items are written.
  static let itemCases: [IssueCase] = [
    IssueCase(
      "item.unread", "a document type",
      [bank(("bad.xml", "<!DOCTYPE assessmentItem SYSTEM \"x.dtd\"><assessmentItem/>"))],
      expect: ["error item.unread at bank.zip"],
      "`items/bad.xml` declares a document type and was not read"),
    IssueCase(
      "item.unread", "an inclusion",
      [
        bank(
          ("bad.xml", item("<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"x\"/>")))
      ],
      expect: ["error item.unread at bank.zip"],
      "`items/bad.xml` includes other documents by XInclude and was not read"),
    IssueCase(
      "item.unsupported", "another way of asking",
      [bank(("m.xml", item("<matchInteraction responseIdentifier=\"R\"/>")))],
      expect: ["warning item.unsupported at bank.zip"],
      "item `items/m.xml` asks with `matchInteraction`, which no column holds; it was not read"),
    IssueCase(
      "item.unsupported", "an order", [bank(("o.xml", item(choice, cardinality: "ordered")))],
      expect: ["warning item.unsupported at bank.zip"],
      "item `items/o.xml` asks for an order, which no column holds; it was not read"),
    IssueCase(
      "item.unsupported", "two at once", [bank(("t.xml", item(choice + choice)))],
      expect: ["warning item.unsupported at bank.zip"],
      "item `items/t.xml` asks `2` things at once; it was not read"),
    IssueCase(
      "item.unsupported", "QTI 1", [bank(("v.xml", "<questestinterop/>"))],
      expect: ["warning item.unsupported at bank.zip"],
      "item `items/v.xml` is of QTI 1; it was not read"),
    IssueCase(
      "item.reduced",
      [bank(("p.xml", item("<p>See <img src=\"x\"/></p>" + choice, identifier: "Q-2")))],
      expect: ["warning item.reduced at bank.zip"],
      "of `img` in item `items/p.xml` only the text was taken"),
    IssueCase(
      "item.reduced", "rules of scoring",
      [
        bank(
          (
            "s.xml",
            item(
              "<p>Sure?</p>" + choice,
              more: "<responseProcessing><exitResponse/></responseProcessing>", identifier: "Q-2")
          ))
      ],
      expect: ["warning item.reduced at bank.zip"],
      "item `items/s.xml` has rules of scoring of its own, which were not taken"),
  ]
}
