import TabularCore
import Testing

@testable import QTIPackages

/// Items of the versions as they are met, each read or refused for its reason.
@Suite struct ItemReadingTests {
  /// What became of a document.
  private static func result(_ text: String) -> Result<AssessmentItem, ItemRefusal> {
    do throws(MarkupProblem) {
      let root = try MarkupDocument.root(of: Array(text.utf8), limits: Limits())
      return Result { () throws(ItemRefusal) in
        try ItemReader(root, mostOptions: 4).item()
      }
    } catch {
      switch error {
      case .doctype: return .failure(.doctype)
      case .inclusion: return .failure(.inclusion)
      case .malformed(let reason): return .failure(.malformed(reason))
      }
    }
  }

  private static func read(_ text: String) throws -> AssessmentItem { try result(text).get() }

  /// A document of QTI 2.
  private static func item2(
    _ version: String = "2p1", declaration: String, body: String, more: String = ""
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v\(version)" identifier="q1"
      title="One" adaptive="false" timeDependent="false">
    \(declaration)
    <itemBody>\(body)</itemBody>
    \(more)
    </assessmentItem>
    """
  }

  private static func choice(_ most: String = "maxChoices=\"1\"", _ count: Int = 2) -> String {
    let options = (0..<count).map {
      "<simpleChoice identifier=\"c\($0)\">Option \($0)</simpleChoice>"
    }
    return "<choiceInteraction responseIdentifier=\"R\" \(most)><prompt>Which?</prompt>"
      + options.joined() + "</choiceInteraction>"
  }

  private static func declaration(
    _ cardinality: String, _ baseType: String = "identifier", right: [String] = ["c1"]
  ) -> String {
    let values = right.map { "<value>\($0)</value>" }.joined()
    return "<responseDeclaration identifier=\"R\" cardinality=\"\(cardinality)\""
      + " baseType=\"\(baseType)\"><correctResponse>\(values)</correctResponse></responseDeclaration>"
  }

  @Test(arguments: ["2p0", "2p1", "2p2"]) func cardinalityDecidesWhetherSeveralMayBeChosen(
    _ version: String
  ) throws {
    // The default of maxChoices differs by version, and 0 means as many as one likes.
    for (cardinality, kind) in [("single", AssessmentItem.Kind.single), ("multiple", .multiple)] {
      for most in ["", "maxChoices=\"0\"", "maxChoices=\"1\""] {
        let item = try Self.read(
          Self.item2(
            version, declaration: Self.declaration(cardinality),
            body: "<p>A&amp;B &lt; C</p>" + Self.choice(most)))
        #expect(item.kind == kind)
        #expect(item.stem == "A&B < C\nWhich?")
        #expect(item.options.map(\.text) == ["Option 0", "Option 1"])
        #expect(item.correct == ["c1"])
        #expect(item.reductions == [])
      }
    }
  }

  @Test func theRightAnswerMayStandInTheMappingAlone() throws {
    let mapping = """
      <responseDeclaration identifier="R" cardinality="multiple" baseType="identifier">
      <mapping lowerBound="0" defaultValue="-1"><mapEntry mapKey="c0" mappedValue="1.5"/>
      <mapEntry mapKey="c1" mappedValue="0"/><mapEntry mapKey="c2" mappedValue="0.5"/></mapping>
      </responseDeclaration>
      """
    let item = try Self.read(Self.item2(declaration: mapping, body: Self.choice("", 3)))
    #expect(item.correct == ["c0", "c2"])
    #expect(item.points == "2")
    let single = try Self.read(
      Self.item2(
        declaration: mapping.replacing("multiple", with: "single"), body: Self.choice("", 3)))
    #expect(single.correct == ["c0"])
    #expect(single.points == "1.5")
  }

  @Test func trueAndFalseAreAQuestionOfTheirOwnKind() throws {
    let body = """
      <choiceInteraction responseIdentifier="R" maxChoices="1" shuffle="true">
      <simpleChoice identifier="c0">Vrai</simpleChoice><simpleChoice identifier="c1"> Faux </simpleChoice>
      </choiceInteraction>
      """
    let item = try Self.read(Self.item2(declaration: Self.declaration("single"), body: body))
    #expect(item.kind == .trueFalse)
    #expect(item.correct == ["false"])
    #expect(item.options == [])
  }

  @Test func numbersAndWordsAreEntries() throws {
    let gap = "<p>The capital of France is <textEntryInteraction responseIdentifier=\"R\"/>.</p>"
    let words = try Self.read(
      Self.item2(declaration: Self.declaration("single", "string", right: ["Paris"]), body: gap))
    #expect(words.kind == .text)
    #expect(words.stem == "The capital of France is ____.")
    #expect(words.reductions == [.answers(["Paris"])])
    let number = try Self.read(
      Self.item2(
        declaration: Self.declaration("single", "float", right: [" 12.50 "]),
        body: "<p>How much?</p><p><textEntryInteraction responseIdentifier=\"R\"/></p>"))
    #expect(number.kind == .number)
    #expect(number.stem == "How much?")
    #expect(number.correct == ["12.50"])
    let essay = try Self.read(
      Self.item2(
        declaration: "",
        body: "<div>Say <b>why</b>.</div><extendedTextInteraction responseIdentifier=\"R\"/>"))
    #expect(essay.kind == .essay)
    #expect(essay.stem == "Say why.")
  }

  @Test func version3ReadsLikeVersion2() throws {
    let item = try Self.read(
      """
      \u{FEFF}<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q"
        title="t" adaptive="false" time-dependent="false">
      <qti-response-declaration identifier="R" cardinality="single" base-type="identifier">
      <qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
      <qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">
      <qti-default-value><qti-value>3</qti-value></qti-default-value></qti-outcome-declaration>
      <qti-item-body><qti-choice-interaction response-identifier="R" max-choices="1" shuffle="true">
      <qti-prompt>Pick.</qti-prompt>
      <qti-simple-choice identifier="A">First<br/>line</qti-simple-choice>
      <qti-simple-choice identifier="B">Second</qti-simple-choice></qti-choice-interaction></qti-item-body>
      <qti-modal-feedback outcome-identifier="F" identifier="X" show-hide="show">
      <qti-content-body><p>Because.</p></qti-content-body></qti-modal-feedback>
      </qti-assessment-item>
      """)
    #expect(item.kind == .single)
    #expect(item.stem == "Pick.")
    #expect(item.options.map(\.text) == ["First\nline", "Second"])
    #expect(item.correct == ["B"])
    #expect(item.points == "3")
    #expect(item.shuffles == true)
    #expect(item.feedback == "Because.")
  }

  @Test func whatIsLostIsTold() throws {
    let item = try Self.read(
      Self.item2(
        declaration: Self.declaration("single"),
        body: "<p>See <img src=\"a.png\" alt=\"\"/> and <math><mi>x</mi></math></p>"
          + Self.choice(),
        more: "<responseProcessing><setOutcomeValue identifier=\"SCORE\"/></responseProcessing>"
          + "<modalFeedback identifier=\"a\">One</modalFeedback>"
          + "<modalFeedback identifier=\"b\">Two</modalFeedback>"))
    #expect(item.feedback == "One")
    #expect(item.reductions == [.feedback(1), .scoring, .markup(["img", "math", "mi"])])
  }

  @Test func whatNoRowCanHoldIsRefusedForItsReason() {
    let single = Self.declaration("single")
    let cases: [(String, ItemRefusal)] = [
      (Self.item2(declaration: single, body: "<p>Read.</p>"), .noInteraction),
      (
        Self.item2(declaration: single, body: Self.choice() + Self.choice()),
        .severalInteractions(2)
      ),
      (Self.item2(declaration: "", body: Self.choice()), .noDeclaration),
      (Self.item2(declaration: Self.declaration("ordered"), body: Self.choice()), .ordering),
      (Self.item2(declaration: single, body: Self.choice("", 5)), .manyOptions(5)),
      (
        Self.item2(
          declaration: single,
          body: "<matchInteraction responseIdentifier=\"R\"></matchInteraction>"),
        .interaction("matchInteraction")
      ),
      (
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\" [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
          + "<assessmentItem>&e;</assessmentItem>", .doctype
      ),
      (
        Self.item2(
          declaration: single,
          body: "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"),
        .inclusion
      ),
    ]
    for (text, refusal) in cases {
      #expect(Self.result(text) == .failure(refusal))
    }
    guard case .failure(.malformed) = Self.result("<assessmentItem><p></assessmentItem>") else {
      Issue.record("a document that breaks off was read")
      return
    }
  }

  @Test func textsComeBackAsTheyWere() throws {
    let texts = [
      "one line", "two\nlines", "a  b\n  c\td", "<b>&amp; \"x\" 'y'", "first\n\nthird", "é ✓ 𝒳",
      "]]>",
    ]
    for text in texts {
      var item = AssessmentItem(identifier: "q", kind: .single, stem: text)
      item.options = [.init(identifier: "A", text: text), .init(identifier: "B", text: "b")]
      item.correct = ["A"]
      item.feedback = text
      item.extras = ["note": text, "none": nil]
      let document = ItemDocument(item, penalty: "0.5").text
      let read = try #require(ItemDocument.item(in: document, mostOptions: 8))
      #expect(read.stem == text)
      #expect(read.options == item.options)
      #expect(read.feedback == text)
      #expect(read.extras == item.extras)
      #expect(read.reductions == [])
    }
  }
}
