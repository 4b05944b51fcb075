/// What an item declares of a response.
struct ResponseDeclaration {
  let identifier: String
  /// `single`, `multiple`, `ordered` or `record`.
  let cardinality: String
  let baseType: String
  /// The right values.
  let correct: [String]
  /// What values are worth, in the order of the mapping.
  let mapping: [(key: String, value: Double)]

  init(_ element: MarkupElement) {
    identifier = element.attributes["identifier"] ?? ""
    cardinality = element.attributes["cardinality"]?.lowercased() ?? "single"
    baseType = element.attributes["basetype"]?.lowercased() ?? ""
    correct = element.first("correctresponse")?.elements(named: "value").map(\.trimmedText) ?? []
    mapping =
      element.first("mapping")?.elements(named: "mapentry").compactMap { entry in
        guard let key = entry.attributes["mapkey"],
          let value = entry.attributes["mappedvalue"].flatMap(Double.init)
        else { return nil }
        return (key, value)
      } ?? []
  }

  /// The right values; where only a mapping tells them, those that are worth something: of a single response
  /// the ones that are worth most.
  var rightValues: [String] {
    if !correct.isEmpty { return correct }
    let worth = mapping.filter { $0.value > 0 }
    guard cardinality == "single", let best = worth.map(\.value).max() else {
      return worth.map(\.key)
    }
    return worth.filter { $0.value == best }.map(\.key)
  }

  /// What a right response is worth by the mapping.
  var mappedPoints: Double? {
    let worth = mapping.map(\.value).filter { $0 > 0 }
    guard !worth.isEmpty else { return nil }
    return cardinality == "single" ? worth.max() : worth.reduce(0, +)
  }
}
