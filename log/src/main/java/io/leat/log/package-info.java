/**
 * Facts: branches, commits, events. The only room that knows Chronicle Queue.
 *
 * <ul>
 *   <li><b>The door.</b> {@code LogStore} of {@code EventLog}s, each with a {@code LogWriter},
 *       {@code LogReader}s and {@code EventReader}s; {@code ObjectStore}, {@code Refs}; on disk
 *       {@code ChronicleStore}, on the heap {@code MemoryStore} ({@code MemoryLine}, {@code
 *       MemoryObjects}, {@code MemoryRefs}, with {@code Faults}). What goes wrong is a {@code
 *       LogException}, with a {@code Message}.
 *   <li><b>What is written.</b> {@code Event}, {@code Payload}, {@code Origin}, {@code Commit},
 *       {@code Durability}; {@code Batch}, {@code Name}, {@code BatchKey}, {@code Expectation}.
 *   <li><b>Documents.</b> {@code Document}, {@code Opening}, {@code NameTable}, {@code NameCache},
 *       {@code NameScan}, {@code EventDecoder}.
 *   <li><b>Writing.</b> {@code LineWriter} with its {@code Guards} and {@code CountingClock},
 *       {@code Undisturbed}; into a {@code Sink}: {@code SegmentSink}, {@code Chronicle}, {@code
 *       QueueHeader}, {@code Space}, {@code Bounds}; {@code Closing}, {@code Forcing}, {@code
 *       Tail}, {@code TailFile}; {@code WriterLock}; from other processes {@code HandOver}, {@code
 *       Frame}, {@code Door}.
 *   <li><b>Reading.</b> {@code StoredLog}, a {@code Chain} of {@code Line}s, {@code ChainReader};
 *       {@code SegmentLine}, {@code SegmentFiles}, {@code Segment}, {@code SegmentCursor}, {@code
 *       Marks}; {@code Idle} for who follows.
 *   <li><b>Reading some topics.</b> {@code TopicFilter}, {@code TopicReader}, {@code TopicCursor},
 *       {@code TopicSummary}, {@code LineSummary}, {@code LineKeys}; {@code SegmentIndex}, {@code
 *       SegmentIndexing}, {@code IndexFiles}.
 *   <li><b>Branches.</b> {@code Branch}, {@code Branches}, {@code BranchFile}, {@code
 *       BranchFolders}, {@code BranchNames}; {@code SharedCopy}, {@code LineCopy}, {@code
 *       Retained}.
 *   <li><b>Objects and names.</b> {@code ObjectId}, {@code ObjectFiles}, {@code ObjectStream},
 *       {@code KeptValue}, {@code Base64Text}; {@code Ref}, {@code RefFiles}; {@code Folder},
 *       {@code Incoming}, {@code Checksum}.
 *   <li><b>Damage.</b> {@code Recovery}, {@code Verify}, {@code LineCheck}, {@code ObjectCheck},
 *       {@code Repair}; the chain of hashes: {@code Links}, {@code LineHash}, {@code Head}.
 *   <li><b>Bundles.</b> {@code Bundle}, {@code BundleWriter}, {@code BundleReader}, {@code Export},
 *       {@code Import}.
 * </ul>
 */
@NullMarked
package io.leat.log;

import org.jspecify.annotations.NullMarked;
