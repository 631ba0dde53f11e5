package dialtone.platform.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Breaks off the reading of a SOAP request that is larger than any honest one, before all of it is in memory. */
public class RefuseLargeRequests extends AbstractPhaseInterceptor<Message> {

    /** The largest honest request, an order of twenty items, is a twentieth of this; the TMF APIs take as much. */
    public static final int MAX_BYTES = 1024 * 1024;

    public RefuseLargeRequests() {
        super(Phase.RECEIVE);
    }

    @Override
    public void handleMessage(Message message) {
        InputStream body = message.getContent(InputStream.class);
        if (body != null) {
            message.setContent(InputStream.class, new Limited(body));
        }
    }

    /** Fails once more than {@link #MAX_BYTES} were read. */
    static final class Limited extends FilterInputStream {
        private int left = MAX_BYTES;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }

    /** Whose message is for the caller. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("A request has at most " + MAX_BYTES + " bytes.");
        }
    }
}
