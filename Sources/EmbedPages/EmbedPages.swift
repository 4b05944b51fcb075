import Foundation
import PackagePlugin

/// Builds the page templates of a target into it: the files of `Pages`.
@main
struct EmbedPages: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else { return [] }
    let folder = target.directoryURL.appending(path: "Pages")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedPage+All.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) pages",
        executable: try context.tool(named: "embed-pages").url,
        arguments: [folder, output].map { $0.path(percentEncoded: false) },
        inputFiles: files, outputFiles: [output])
    ]
  }
}
