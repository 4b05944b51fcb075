public import QTIPackages
public import Schemas

extension ItemMapping.Kind {
  /// The kind of an item.
  public init(_ kind: AssessmentItem.Kind) {
    self =
      switch kind {
      case .single: .single
      case .multiple: .multiple
      case .trueFalse: .trueFalse
      case .number: .number
      case .text: .text
      case .essay: .essay
      }
  }
}

extension AssessmentItem {
  /// What the fields of a table hold of the item itself, as cells are written; without its group and its
  /// extra values.
  public func values(_ mapping: ItemMapping) -> [String: String?] {
    var values: [String: String?] = [
      mapping.code: identifier, mapping.kind: mapping.kinds[ItemMapping.Kind(kind)],
      mapping.stem: stem,
    ]
    let places = optionPlaces(mapping)
    for (option, place) in zip(options, places) { values[mapping.options[place]] = option.text }
    switch kind {
    case .single, .multiple:
      let letters = correct.compactMap { right in
        options.firstIndex { $0.identifier == right }.map { ItemMapping.letter(places[$0]) }
      }
      values[mapping.correct] = letters.isEmpty ? nil : letters.joined(separator: ";")
    case .trueFalse, .number:
      values[mapping.correct] =
        correct.isEmpty ? nil : correct.map { $0.uppercased() }.joined(separator: ";")
    case .text, .essay: break
    }
    if let field = mapping.points { values[field] = points }
    if let field = mapping.feedback { values[field] = feedback }
    if let field = mapping.shuffles, let shuffles { values[field] = shuffles ? "yes" : "no" }
    return values
  }

  /// The columns of the options, from 0: by their letters where all identifiers are letters, else in order.
  private func optionPlaces(_ mapping: ItemMapping) -> [Int] {
    let letters = mapping.options.indices.map(ItemMapping.letter)
    let named = options.compactMap { letters.firstIndex(of: $0.identifier) }
    return named.count == options.count && Set(named).count == named.count
      ? named : Array(options.indices)
  }
}
