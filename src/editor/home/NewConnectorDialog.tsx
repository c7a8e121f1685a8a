export function NewConnectorDialog({ onClose }: { onClose: () => void }) {
  void onClose
  return null
}
