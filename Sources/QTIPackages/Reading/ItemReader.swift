/// Reads an item of QTI 2.0 to 3.0.
struct ItemReader {
  /// What identifies outcomes that carry values of a table.
  static let extraPrefix = "registrar."

  private let root: MarkupElement
  /// The most options that are taken.
  private let mostOptions: Int

  init(_ root: MarkupElement, mostOptions: Int) {
    self.root = root
    self.mostOptions = mostOptions
  }

  /// Whether a document is an item.
  static func isItem(_ root: MarkupElement) -> Bool { root.name == "assessmentitem" }

  func item() throws(ItemRefusal) -> AssessmentItem {
    guard let body = root.first("itembody") else { throw .noInteraction }
    let interactions = body.descendants { $0.name.hasSuffix("interaction") }
    guard let interaction = interactions.first else { throw .noInteraction }
    guard interactions.count == 1 else { throw .severalInteractions(interactions.count) }
    let declarations = root.elements(named: "responsedeclaration").map(ResponseDeclaration.init)
    let name = interaction.attributes["responseidentifier"]
    let declaration = declarations.first { $0.identifier == name }
    var item = AssessmentItem(
      identifier: trimmed(root.attributes["identifier"] ?? ""), kind: .essay, stem: "")
    item.title = trimmed(root.attributes["title"] ?? "")
    var lost: Set<String> = []
    switch interaction.name {
    case "choiceinteraction":
      guard let declaration else { throw .noDeclaration }
      try readChoice(interaction, declaration, &item, &lost)
    case "textentryinteraction":
      guard let declaration else { throw .noDeclaration }
      readEntry(declaration, &item)
    case "extendedtextinteraction":
      if let declaration, ["float", "integer"].contains(declaration.baseType) {
        readEntry(declaration, &item)
      }
    default: throw .interaction(interaction.writtenName)
    }
    readStem(body, interaction, &item, &lost)
    readFeedback(&item, &lost)
    readPoints(declaration, &item)
    if !lost.isEmpty { item.reductions.append(.markup(lost.sorted())) }
    readExtras(&item)
    return item
  }

  private func readChoice(
    _ interaction: MarkupElement, _ declaration: ResponseDeclaration, _ item: inout AssessmentItem,
    _ lost: inout Set<String>
  ) throws(ItemRefusal) {
    guard declaration.cardinality != "ordered" else { throw .ordering }
    item.kind = declaration.cardinality == "multiple" ? .multiple : .single
    for choice in interaction.elements(named: "simplechoice") {
      let (text, missing) = FlowText.of([choice]) { $0.name == "feedbackinline" ? "" : nil }
      lost.formUnion(missing)
      item.options.append(
        AssessmentItem.Option(
          identifier: trimmed(choice.attributes["identifier"] ?? ""), text: text))
    }
    guard item.options.count <= mostOptions else { throw .manyOptions(item.options.count) }
    item.correct = declaration.rightValues
    item.shuffles = ["true", "1"].contains(interaction.attributes["shuffle"] ?? "false")
    if item.kind == .single { readTruth(&item) }
  }

  private static let truths: [String: String] = [
    "true": "true", "false": "false", "vrai": "true", "faux": "false", "verdadero": "true",
    "falso": "false",
  ]

  /// Two options that say true and false are a question of its own kind.
  private func readTruth(_ item: inout AssessmentItem) {
    let words = item.options.map { option in
      Self.truths[option.text.lowercased()] ?? Self.truths[option.identifier.lowercased()]
    }
    guard words.count == 2, Set(words.compactMap(\.self)) == ["true", "false"] else { return }
    item.kind = .trueFalse
    item.correct = item.correct.compactMap { right in
      item.options.firstIndex { $0.identifier == right }.flatMap { words[$0] }
    }
    item.options = []
    // Nothing is mixed that has no options.
    item.shuffles = nil
  }

  private func readEntry(_ declaration: ResponseDeclaration, _ item: inout AssessmentItem) {
    if ["float", "integer"].contains(declaration.baseType) {
      item.kind = .number
      item.correct = declaration.rightValues
    } else {
      item.kind = .text
      let answers = declaration.rightValues
      if !answers.isEmpty { item.reductions.append(.answers(answers)) }
    }
  }

  private func readStem(
    _ body: MarkupElement, _ interaction: MarkupElement, _ item: inout AssessmentItem,
    _ lost: inout Set<String>
  ) {
    let isInline = interaction.name == "textentryinteraction"
    let (text, missing) = FlowText.of([body]) { element in
      if element === interaction {
        return isInline && !self.standsAlone(element, in: body) ? "____" : ""
      }
      return element.name == "rubricblock" || element.name == "stylesheet" ? "" : nil
    }
    lost.formUnion(missing)
    if body.descendants(where: { $0.name == "rubricblock" }).first != nil { lost.insert("rubric") }
    var parts = [text]
    if let prompt = interaction.first("prompt") {
      let (words, missing) = FlowText.of([prompt])
      lost.formUnion(missing)
      parts.append(words)
    }
    item.stem = trimmed(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// Whether a gap is the whole of its paragraph.
  private func standsAlone(_ gap: MarkupElement, in body: MarkupElement) -> Bool {
    let blocks = body.descendants { element in
      element.elements.contains { $0 === gap }
    }
    guard let block = blocks.first else { return true }
    return block.elements.count == 1 && block.trimmedText.isEmpty
  }

  private func readFeedback(_ item: inout AssessmentItem, _ lost: inout Set<String>) {
    let modal = root.elements(named: "modalfeedback")
    let inline = root.descendants {
      $0.name == "feedbackinline" || $0.name == "feedbackblock"
    }
    if let first = modal.first {
      let (text, missing) = FlowText.of([first])
      lost.formUnion(missing)
      item.feedback = trimmed(text).isEmpty ? nil : trimmed(text)
    }
    let others = max(0, modal.count - 1) + inline.count
    if others > 0 { item.reductions.append(.feedback(others)) }
  }

  /// The value that an outcome has unless something is set; `nil` without one.
  private func outcome(_ name: String) -> String? {
    root.elements(named: "outcomedeclaration").first { $0.attributes["identifier"] == name }?
      .first("defaultvalue")?.first("value")?.text
  }

  private func readPoints(_ declaration: ResponseDeclaration?, _ item: inout AssessmentItem) {
    if let points = outcome("MAXSCORE").map({ trimmed($0) }), Double(points) != nil {
      item.points = points
    } else if let points = declaration?.mappedPoints {
      item.points = Int(exactly: points).map { "\($0)" } ?? "\(points)"
    }
    guard let processing = root.first("responseprocessing"), !processing.elements.isEmpty,
      root.attributes["toolname"] != "Registrar"
    else { return }
    item.reductions.append(.scoring)
  }

  private func readExtras(_ item: inout AssessmentItem) {
    for declaration in root.elements(named: "outcomedeclaration") {
      guard let name = declaration.attributes["identifier"], name.hasPrefix(Self.extraPrefix)
      else { continue }
      let value = declaration.first("defaultvalue")?.first("value")?.text
      item.extras[String(name.dropFirst(Self.extraPrefix.count))] = .some(value)
    }
  }
}
