import TabularCore

/// Reads postal codes in the form of the row's country.
struct PostalCodeReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.textOrDigits(expected: "a postal code")
    let code = try PostalCodeForm(country: context.country).code(from: text)
    var reading = FieldReading.canonical(code, from: text)
    if let country = context.country, let subdivision = context.subdivision,
      subdivision.hasPrefix(country + "-"),
      let found = PostalRegions.subdivisions(of: code, in: country), !found.isEmpty,
      !found.contains(subdivision)
    {
      reading.remarks.append(
        CellRemark(
          .valuePostalCodeRegion(
            value: code, found: PostalRegions.narrow(found, of: code, in: country),
            expected: subdivision)))
    }
    return reading
  }
}
