// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Draws the nodes' icons, 16 × 16 pixels: run {@code java tools/DrawIcons.java icons}. */
public final class DrawIcons {

    private static final Color BACKBONE = new Color(0x2B5F8A);

    private static final Color HEAD = new Color(0xE07B28);

    private static final Color ICE = new Color(0x5CB3E0);

    private static final Color PAPER = new Color(0x6B7785);

    /** @param arguments the folder to write into */
    public static void main(final String[] arguments) throws IOException {
        final var folder = new File(arguments[0]);
        draw(folder, "category", g -> {
            layers(g, BACKBONE, BACKBONE, HEAD);
        });
        draw(folder, "read", g -> {
            frame(g, 1, 4);
            frame(g, 4, 1);
            g.setColor(HEAD);
            g.fill(new Ellipse2D.Double(10, 3, 2.6, 2.6));
            g.setColor(BACKBONE);
            g.fill(polygon(5, 10, 8, 6, 10, 8.5, 11.5, 7, 14, 10));
        });
        draw(folder, "load", g -> {
            layers(g, BACKBONE, BACKBONE, BACKBONE);
            g.setColor(HEAD);
            g.fill(polygon(8, 15.5, 4.5, 11, 6.8, 11, 6.8, 7.5, 9.2, 7.5, 9.2, 11, 11.5, 11));
        });
        draw(folder, "freeze", g -> {
            g.setColor(ICE);
            g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            for (var i = 0; i < 6; i++) {
                g.rotate(Math.PI / 3, 8, 8);
                g.draw(new Line2D.Double(8, 8, 8, 1.2));
                g.draw(new Line2D.Double(8, 3.4, 6.2, 1.9));
                g.draw(new Line2D.Double(8, 3.4, 9.8, 1.9));
            }
        });
        draw(folder, "head", g -> {
            layers(g, BACKBONE, BACKBONE, null);
            g.setColor(HEAD);
            g.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, new float[]{2, 1}, 0));
            g.draw(new Rectangle2D.Double(10.8, 4, 3.6, 8));
        });
        draw(folder, "finetune", g -> {
            g.setColor(PAPER);
            g.setStroke(new BasicStroke(1.2f));
            g.draw(new Line2D.Double(1.5, 1, 1.5, 14.5));
            g.draw(new Line2D.Double(1.5, 14.5, 15, 14.5));
            g.setColor(HEAD);
            g.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            final var curve = new Path2D.Double();
            curve.moveTo(3, 2.5);
            curve.curveTo(5, 11, 8, 11.5, 14.5, 12);
            g.draw(curve);
        });
        draw(folder, "predict", g -> {
            layers(g, BACKBONE, HEAD, null);
            g.setColor(PAPER);
            g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(10.5, 8, 14.5, 8));
            g.draw(new Line2D.Double(12.5, 6, 14.5, 8));
            g.draw(new Line2D.Double(12.5, 10, 14.5, 8));
        });
        draw(folder, "check", g -> {
            g.setColor(PAPER);
            g.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
            g.draw(new Arc2D.Double(2, 3.5, 12, 12, 0, 180, Arc2D.OPEN));
            g.setColor(BACKBONE);
            g.draw(new Arc2D.Double(2, 3.5, 12, 12, 0, 60, Arc2D.OPEN));
            g.setColor(HEAD);
            g.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(8, 11, 11, 6.5));
            g.fill(new Ellipse2D.Double(6.4, 9.4, 3.2, 3.2));
        });
        draw(folder, "export", g -> {
            layers(g, BACKBONE, BACKBONE, HEAD);
            g.setColor(PAPER);
            g.fill(polygon(8, 8.5, 11.5, 13, 9.2, 13, 9.2, 16, 6.8, 16, 6.8, 13, 4.5, 13));
        });
    }

    private static void layers(final Graphics2D g, final Color... colors) {
        final double[] heights = {13, 10.5, 8};
        for (var i = 0; i < colors.length; i++) {
            if (colors[i] != null) {
                g.setColor(colors[i]);
                g.fill(new Rectangle2D.Double(1 + 4.7 * i, 8 - heights[i] / 2, 3.6, heights[i]));
            }
        }
    }

    private static void frame(final Graphics2D g, final double x, final double y) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(x, y, 11, 10));
        g.setColor(PAPER);
        g.setStroke(new BasicStroke(1));
        g.draw(new Rectangle2D.Double(x, y, 11, 10));
    }

    private static Path2D polygon(final double... points) {
        final var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (var i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static void draw(final File folder, final String name, final Consumer<Graphics2D> painter)
        throws IOException {
        final var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        final var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        painter.accept(g);
        g.dispose();
        ImageIO.write(image, "png", new File(folder, name + ".png"));
    }
}
