import Foundation

// Writes one Swift file that holds all texts of all languages, sorted by key, so that a text is found
// without reading anything at start-up.
//
//     embed-languages MESSAGES EXPLANATIONS OUTPUT

/// A mistake in a language file ends the build with a sentence.
func fail(_ sentence: String) -> Never {
  FileHandle.standardError.write(Data("error: \(sentence)\n".utf8))
  exit(1)
}

/// The texts of nested objects and lists; their names, joined by `/`, are the keys.
func flatten(_ value: Any, _ path: String, into texts: inout [String: String], file: String) {
  switch value {
  case let text as String: texts[path] = text
  case let object as [String: Any]:
    for (name, value) in object {
      flatten(value, path.isEmpty ? name : "\(path)/\(name)", into: &texts, file: file)
    }
  case let list as [Any]:
    for (index, value) in list.enumerated() {
      flatten(value, "\(path)/\(index)", into: &texts, file: file)
    }
  default: fail("\(file): `\(path)` is neither a text nor an object nor a list")
  }
}

/// A text as Swift writes it.
func literal(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _
    where scalar.value < 0x20 || scalar.properties.generalCategory == .format
      || scalar.properties.generalCategory == .spaceSeparator && scalar != " ":
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

let arguments = CommandLine.arguments
guard arguments.count == 4 else { fail("usage: embed-languages MESSAGES EXPLANATIONS OUTPUT") }
let (messages, explanations) = (URL(filePath: arguments[1]), URL(filePath: arguments[2]))

func contents(of folder: URL, _ ending: String) -> [URL] {
  let files = try? FileManager.default.contentsOfDirectory(
    at: folder, includingPropertiesForKeys: nil)
  return (files ?? []).filter { $0.pathExtension == ending }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
}

var swift = """
  // Made from Messages and Explanations by embed-languages. Change those.

  extension LanguageFile {
    /// Every language file, by its code.
    static let all: [LanguageFile] = [

  """
for file in contents(of: messages, "json") {
  let code = file.deletingPathExtension().lastPathComponent
  var texts: [String: String] = [:]
  do {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    flatten(object, "", into: &texts, file: file.lastPathComponent)
    for page in contents(of: explanations.appending(path: code), "md") {
      let name = page.deletingPathExtension().lastPathComponent
      texts["pages/\(name)"] = try String(contentsOf: page, encoding: .utf8)
    }
  } catch {
    fail("\(file.lastPathComponent): \(error)")
  }
  let sorted = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  var end = 0
  var ends: [Int] = []
  for (key, text) in sorted {
    end += key.utf8.count
    ends.append(end)
    end += text.utf8.count
    ends.append(end)
  }
  swift += "    LanguageFile(\n      code: \(literal(code)),\n      texts: "
  swift += literal(sorted.map { $0.key + $0.value }.joined())
  swift += ",\n      ends: [" + ends.map { String($0) }.joined(separator: ",") + "]),\n"
}
swift += "  ]\n}\n"
do {
  try Data(swift.utf8).write(to: URL(filePath: arguments[3]))
} catch {
  fail("\(arguments[3]): \(error)")
}
