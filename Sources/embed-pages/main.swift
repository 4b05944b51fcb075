import Foundation

// Writes one Swift file that holds the files of a folder as texts, so that the program needs none of
// them beside it.
//
//     embed-pages FOLDER OUTPUT

/// A mistake ends the build with a sentence.
func fail(_ sentence: String) -> Never {
  FileHandle.standardError.write(Data("error: \(sentence)\n".utf8))
  exit(1)
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else { fail("usage: embed-pages FOLDER OUTPUT") }
let folder = URL(filePath: arguments[1])

/// The delimiter of a literal that may hold quotes and backslashes.
let hashes = "####"

var swift = """
  // Made from Pages by embed-pages. Change those.

  extension EmbeddedPage {
    /// Every file, by its name.
    static let all: [EmbeddedPage] = [

  """
do {
  let files = try FileManager.default.contentsOfDirectory(
    at: folder, includingPropertiesForKeys: nil
  )
  .sorted { $0.lastPathComponent < $1.lastPathComponent }
  for file in files {
    let text = try String(contentsOf: file, encoding: .utf8)
    guard !text.contains(hashes), !text.contains("\r"), text.hasSuffix("\n") else {
      fail("\(file.lastPathComponent): not a text of lines that ends with a line break")
    }
    swift += "EmbeddedPage(name: \"\(file.lastPathComponent)\", text: \(hashes)\"\"\"\n"
    swift += text + "\n\"\"\"\(hashes)),\n"
  }
  swift += "  ]\n}\n"
  try Data(swift.utf8).write(to: URL(filePath: arguments[2]))
} catch {
  fail("\(error)")
}
