/** The parameters and globals of a story that is told in a window of this size; the others have one of 1200 × 900 px. */
export const inWindow = (width: number, height = 900) => ({
  globals: { viewport: { value: 'told' } },
  parameters: {
    viewport: {
      options: {
        told: { name: `${width} × ${height}`, styles: { width: `${width}px`, height: `${height}px` } },
      },
    },
  },
})

/** As on a desk: the list of operations stands whole beside the graph. */
export const desk = inWindow(1440)
