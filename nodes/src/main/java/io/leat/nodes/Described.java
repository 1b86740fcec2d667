package io.leat.nodes;

/** The body of a node that history tells of: it has no code. */
public final class Described {
  /** Says that it has no code if it is asked to run. */
  public static final Body BODY =
      new Body() {
        @Override
        public boolean beside() {
          return false;
        }

        @Override
        public String identity(java.nio.file.Path workspace) {
          return "";
        }

        @Override
        public Runner open(Node node, java.nio.file.Path workspace) {
          throw new IllegalStateException(
              "node " + node.name() + " comes from a description and has no code to run");
        }
      };

  private Described() {}
}
