// swift-tools-version: 6.2
import PackageDescription

// What random bytes are fed to, built once more so that libFuzzer sees which way each input goes and
// the address sanitizer where it must not. `Sources` is the project's own; `run` builds and runs this.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]
let watched: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

/// A library of the project, watched.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  plugins: [Target.PluginUsage]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(name)", exclude: exclude,
    swiftSettings: strict + watched, plugins: plugins)
}

let package = Package(
  name: "registrar-fuzzing",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0")
  ],
  targets: [
    .target(name: "CLibraryLoading", path: "Sources/CLibraryLoading"),
    .target(
      name: "CLibZip", dependencies: ["CLibraryLoading"], path: "Sources/CLibZip"),
    .target(
      name: "CLibIDN2", dependencies: ["CLibraryLoading"], path: "Sources/CLibIDN2"),
    .systemLibrary(name: "CLibArgon2", path: "Sources/CLibArgon2", pkgConfig: "libargon2"),
    .systemLibrary(name: "CLibFuzzer", path: "CLibFuzzer"),
    .target(
      name: "CSheetXML", dependencies: ["CLibraryLoading"], path: "Sources/CSheetXML",
      cSettings: [
        .unsafeFlags(["-I/usr/include/libxml2", "-fsanitize=fuzzer-no-link,address"])
      ]),

    // Stands for swift-crypto's module of this name.
    .target(name: "Crypto", path: "Crypto", swiftSettings: strict),

    .executableTarget(name: "embed-languages", path: "Sources/embed-languages"),
    .plugin(
      name: "EmbedLanguages", capability: .buildTool(), dependencies: ["embed-languages"],
      path: "Sources/EmbedLanguages"),
    library(
      "TabularCore", exclude: ["Messages", "Explanations"], plugins: ["EmbedLanguages"]),
    library("JSONText"),
    library("DelimitedText", ["TabularCore"]),
    library("JSONRecords", ["TabularCore", "JSONText"]),
    library("Workbooks", ["TabularCore", "CLibZip", "CSheetXML"]),
    library("QTIPackages", ["TabularCore", "CLibZip", "CSheetXML", "Workbooks"]),
    library("Schemas", ["TabularCore", "JSONText", "Crypto"]),
    library("RecordMapping", ["TabularCore", "JSONText", "Schemas", "CLibIDN2"]),
    library(
      "ImportPipeline",
      [
        "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "QTIPackages",
        "Schemas", "RecordMapping", "CLibArgon2", "Crypto",
      ]),
    library("RuleEvaluation", []),
    library(
      "SQLStore",
      ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "RuleEvaluation"]),
    library(
      "SQLiteStore",
      ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "SQLStore", grdb, sqlite]),

    .target(
      name: "FuzzTargets",
      dependencies: [
        "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "Schemas",
        "QTIPackages", "RecordMapping", "ImportPipeline", "SQLStore", "SQLiteStore",
      ], path: "Targets", swiftSettings: strict + watched),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Driver",
      swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags(["-sanitize=address", "-use-ld=lld"]), .linkedLibrary("stdc++"),
      ]),
  ]
)
