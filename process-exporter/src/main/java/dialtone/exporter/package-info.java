/**
 * Streams the engine's records to the server, which shows them to operations. Runs inside the broker; the JDK and the
 * broker's own exporter API are all it uses.
 *
 * <p>The way of a record: {@link dialtone.exporter.ProcessExporter} turns it into JSON and puts it into a bounded
 * {@link dialtone.exporter.RecordBuffer}; {@link dialtone.exporter.RecordSender}, on a thread of its own, sends batches
 * and learns what the server has committed; only that is acknowledged to the broker.
 */
@NullMarked
package dialtone.exporter;

import org.jspecify.annotations.NullMarked;
