import Foundation
import PackagePlugin

/// Builds the language files of a target into it: `Messages/<language>.json` and
/// `Explanations/<language>/<code>.md`.
@main
struct EmbedLanguages: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else { return [] }
    let folders = ["Messages", "Explanations"].map { target.directoryURL.appending(path: $0) }
    let files = folders.flatMap(Self.files(below:))
    let output = context.pluginWorkDirectoryURL.appending(path: "LanguageFile+All.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) language files",
        executable: try context.tool(named: "embed-languages").url,
        arguments: (folders + [output]).map { $0.path(percentEncoded: false) },
        inputFiles: files, outputFiles: [output])
    ]
  }

  private static func files(below folder: URL) -> [URL] {
    let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (paths?.compactMap { $0 as? URL } ?? [])
      .filter { ["json", "md"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
