package dev.sojourn.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server of this machine that a test can cut and mend. */
final class CutWire implements AutoCloseable {

    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    CutWire(int target) throws IOException {
        this.target = target;
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** Breaks every connection, and lets none through until mended. */
    void cut() {
        cut = true;
        open.forEach(CutWire::closeQuietly);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = entry.accept();
                if (cut) {
                    caller.close();
                } else {
                    connect(caller);
                }
            }
        } catch (IOException closed) {
            cut = true;
        }
    }

    private void connect(Socket caller) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(caller);
        open.add(server);
        if (cut) {
            cut();
        }
        daemon(() -> pump(caller, server));
        daemon(() -> pump(server, caller));
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            closeQuietly(from);
        }
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
