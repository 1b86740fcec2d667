/**
 * The command line: the composition root.
 *
 * <ul>
 *   <li><b>The way in.</b> {@code Main}, {@code Arguments}, {@code Verbs}; out again by {@code
 *       Failure} and {@code ExitCode}; a {@code Console} has {@code Output} and {@code Messages}.
 *       {@code Training} is the launcher's, {@code Version} the build's.
 *   <li><b>Verbs.</b> What is named {@code …Verb}, one for each.
 *   <li><b>What verbs share.</b> {@code CommonOptions}, {@code WorkspaceOptions}, {@code
 *       Workspace}, {@code GraphFileArgument}, {@code BranchOption}, {@code OffsetArgument}, {@code
 *       FormatOption}, {@code Topics}, {@code SettingOptions}, {@code Settings}, {@code
 *       RevisionOptions}, {@code ReexecuteOptions}, {@code GuardOptions}, {@code WaitOption},
 *       {@code BundleFormat}.
 *   <li><b>Values come in.</b> {@code Lines}: {@code JsonLines}, {@code CsvLines} of {@code
 *       CsvRecords}, {@code EventLines}; {@code TopicTemplate}.
 *   <li><b>An engine on the command line.</b> {@code Running}, {@code CleanStop}, {@code Narrator},
 *       {@code GraphNews}, {@code Programs}.
 *   <li><b>What people and programs read.</b> {@code EventPrinter}, {@code StateChangeText}, {@code
 *       WhyText}, {@code WhyJson}, {@code BranchTree}, {@code TrafficView}, {@code Screen}; {@code
 *       TextTable}, {@code JsonLine}, {@code Words}.
 *   <li><b>The demo.</b> {@code Story}, {@code StoryResult}.
 * </ul>
 */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;
