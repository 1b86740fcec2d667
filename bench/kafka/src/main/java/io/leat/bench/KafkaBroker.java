package io.leat.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker that is its own controller, in a process of its own, on loopback, with Kafka's own
 * settings.
 */
final class KafkaBroker implements AutoCloseable {
  private final int port = freePort();
  private final Process process;

  KafkaBroker(Path folder) throws IOException {
    int controller = freePort();
    Path settings =
        Files.writeString(
            folder.resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%1$d
            listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.listener.names=CONTROLLER
            log.dirs=%3$s
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            """
                .formatted(controller, port, folder.resolve("log").toAbsolutePath()));
    String file = settings.toAbsolutePath().toString();
    run("kafka.tools.StorageTool", "format", "-t", "bGVhdC1iZW5jaC1rYWZrYQ", "-c", file);
    this.process = start("kafka.Kafka", file);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private static void run(String... words) throws IOException {
    try {
      Check.same(0, start(words).waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Process start(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlog4j2.statusLoggerLevel=OFF",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
