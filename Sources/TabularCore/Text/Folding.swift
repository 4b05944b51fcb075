@_spi(_Unicode) import Swift

/// The form in which headers, sheet names and listed values are compared.
///
/// Composes the text, drops invisible characters, makes every white space a space and every
/// typographic apostrophe a straight one, folds case, strips one final `*` and one final part in
/// parentheses, and removes spaces, underscores and hyphens. Accents are kept.
///
/// For example:
///
///     fold("Time Zone *")   // "timezone"
///     fold("TIME-ZONE (s)") // "timezone"
///     fold("Capacité")      // "capacité"
public func fold(_ text: String) -> String {
  var text = text
  if let folded = text.withUTF8({ foldWestern($0) }) { return folded }
  // Scalars are appended one by one: `append(contentsOf:)` costs fifty times as much.
  var visible = String.UnicodeScalarView()
  for scalar in composed(text).unicodeScalars where !isInvisible(scalar) {
    visible.append(plain(scalar))
  }
  var folded: [Unicode.Scalar] = []
  for scalar in composed(String(visible).lowercased()).unicodeScalars {
    switch scalar {
    case "ß": folded += ["s", "s"]
    case "ς": folded.append("σ")
    case "ſ": folded.append("s")
    default: folded.append(scalar)
    }
  }
  let core = strippingSuffixes(
    folded[...], space: " ", star: "*", open: "(", close: ")")
  var result = String.UnicodeScalarView()
  for scalar in core where scalar != " " && scalar != "_" && scalar != "-" {
    result.append(scalar)
  }
  return String(result)
}

/// Whether a character has no width: a zero-width space or joiner, a word joiner, a soft hyphen, a
/// byte order mark.
///
/// Such characters come with text copied from web pages and never matter here.
public func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}

private func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x2018, 0x2019, 0x201B, 0x02BC, 0x2032, 0xFF07: "'"
  case 0x2010, 0x2011: "-"
  default: scalar.properties.isWhitespace ? " " : scalar
  }
}

/// The folded text of bytes that are all ASCII, letters of western languages (U+00C0 to U+00FF), no-break
/// spaces and typographic apostrophes; `nil` for others.
///
/// Such a text is composed already, and stays so: it holds no mark that could join a letter.
private func foldWestern(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { buffer in
    guard let count = lowercaseWestern(bytes, into: buffer) else { return nil }
    let core = strippingSuffixes(
      buffer[..<count], space: 0x20, star: UInt8(ascii: "*"), open: UInt8(ascii: "("),
      close: UInt8(ascii: ")"))
    return String(unsafeUninitializedCapacity: core.count) { folded in
      var count = 0
      for byte in core where byte != 0x20 && byte != 0x5F && byte != 0x2D {
        folded[count] = byte
        count += 1
      }
      return count
    }
  }
}

/// Writes a text in small letters, its white space as spaces; `nil` if it is not one that `foldWestern` reads.
///
/// No letter takes more bytes than before.
private func lowercaseWestern(
  _ bytes: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
) -> Int? {
  var count = 0
  var index = 0
  func add(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x41...0x5A: add(byte | 0x20)
    case 0x09...0x0D: add(0x20)
    case ..<0x80: add(byte)
    case 0xC2 where bytes[index] == 0xA0:
      index += 1
      add(0x20)
    case 0xC3:
      addSmallLetter(ofWestern: bytes[index], add)
      index += 1
    case 0xE2 where bytes[index] == 0x80 && bytes[index + 1] == 0x99:
      index += 2
      add(UInt8(ascii: "'"))
    default: return nil
    }
  }
  return count
}

/// Without spaces at both ends, a final star and a final part in parentheses.
private func strippingSuffixes<Text: RandomAccessCollection>(
  _ text: Text, space: Text.Element, star: Text.Element, open: Text.Element, close: Text.Element
) -> Text where Text.SubSequence == Text, Text.Element: Equatable {
  var text = trimming(text, space)
  if text.count > 1, text.last == star { text = trimming(text.dropLast(), space) }
  guard text.last == close else { return text }
  var depth = 0
  var start = text.endIndex
  while start > text.startIndex {
    start = text.index(before: start)
    if text[start] == close { depth += 1 }
    if text[start] == open { depth -= 1 }
    if depth == 0 { break }
  }
  let rest = trimming(text[text.startIndex..<start], space)
  // A header that consists of a part in parentheses is not blank.
  return depth == 0 && !rest.isEmpty ? rest : text
}

private func trimming<Text: RandomAccessCollection>(
  _ text: Text, _ space: Text.Element
) -> Text where Text.SubSequence == Text, Text.Element: Equatable {
  var text = text.drop { $0 == space }
  while text.last == space { text.removeLast() }
  return text
}
