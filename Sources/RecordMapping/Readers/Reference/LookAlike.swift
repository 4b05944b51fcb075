/// A Cyrillic or Greek letter in the place of a Latin one of the same shape.
struct LookAlike: Equatable {
  /// The first such letter.
  var letter: Unicode.Scalar
  /// Its script, `Cyrillic` or `Greek`.
  var script: String
  /// Whether the text begins with it.
  var isFirst: Bool
  /// The text in Latin letters; `nil` when another letter of the script has no Latin look-alike.
  var latin: String?
}

/// The first look-alike letter of a text that mixes Latin letters with Cyrillic or Greek ones.
///
/// Words are examined one by one: a word is mixed if it also has Latin letters, or if all its letters
/// have a Latin look-alike. A name entirely in Cyrillic or Greek is not mixed.
func lookAlike(_ text: String) -> LookAlike? {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
  let scalars = Array(text.unicodeScalars)
  var start = 0
  while start < scalars.count {
    guard scalars[start].properties.isAlphabetic else {
      start += 1
      continue
    }
    var end = start
    var hasLatin = false
    var first: Int?
    var areAllDoubles = true
    while end < scalars.count, scalars[end].properties.isAlphabetic {
      let scalar = scalars[end]
      if isCyrillicOrGreek(scalar) {
        if latinDoubles[scalar] == nil { areAllDoubles = false } else { first = first ?? end }
      } else {
        hasLatin = true
      }
      end += 1
    }
    if let first, hasLatin || areAllDoubles {
      return LookAlike(
        letter: scalars[first], script: isGreek(scalars[first]) ? "Greek" : "Cyrillic",
        isFirst: first == 0, latin: latinText(scalars))
    }
    start = end
  }
  return nil
}

private func latinText(_ scalars: [Unicode.Scalar]) -> String? {
  var latin = ""
  for scalar in scalars {
    if let double = latinDoubles[scalar] {
      latin.unicodeScalars.append(double)
    } else if isCyrillicOrGreek(scalar) {
      return nil
    } else {
      latin.unicodeScalars.append(scalar)
    }
  }
  return latin
}

private func isGreek(_ scalar: Unicode.Scalar) -> Bool {
  (0x370...0x3FF).contains(scalar.value) || (0x1F00...0x1FFF).contains(scalar.value)
}

private func isCyrillicOrGreek(_ scalar: Unicode.Scalar) -> Bool {
  isGreek(scalar) || (0x400...0x52F).contains(scalar.value)
}

/// Letters of Cyrillic and Greek with the Latin letter of the same shape.
private let latinDoubles: [Unicode.Scalar: Unicode.Scalar] = {
  let foreign =
    "АВЕЅІЈКМНОРСТУХԚԜҮаеѕіјорсухһԁԛԝүҽ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρυϲϳ"
  let latin =
    "ABESIJKMHOPCTYXQWYaesijopcyxhdqwye" + "ABEZHIKMNOPTYXoavikpucj"
  return Dictionary(
    zip(foreign.unicodeScalars, latin.unicodeScalars), uniquingKeysWith: { first, _ in first })
}()
